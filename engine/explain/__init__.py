"""Why a figure is what it is: from the steps of its computation to what a person reads."""
