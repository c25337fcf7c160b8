"""Cases that policy staff write beside the rules (`*.uji.yaml`): read, run, judged, updated."""
