"""Results that are kept from one run to the next: each a record of its own, with what it rests on, and the program that
made it. What this room needs is loaded in a moment, since it is there to make a start quick."""
