"""How big things may get, in one place. Each is far beyond honest use and well before anything hurts."""

NESTING = 200
"""Brackets inside brackets: Python's own stack and the reader of formulas both suffer from thousands."""

STACK = 10_000
"""Python's limit on calls inside calls. Trees of NESTING levels, and rules that need rules, take up to 2,000, on top
of those of whoever calls us; calls from Python to Python take no room on the system's stack."""

LITERAL_DIGITS = 1_000
"""Digits of a number as written: nobody counts further, and every later step pays for each digit."""

RESULT_DIGITS = 10_000
"""Digits above or below the line of a computed number: exact arithmetic stays under a millisecond up to here."""

SIGNIFICANT_DIGITS = 34
"""Digits kept of an irrational number and shown of any: FEEL's own precision (IEEE 754 decimal128)."""

SMALLEST_SCALE, LARGEST_SCALE = -6111, 6176
"""Decimals that may be asked of a rounding: FEEL's own bounds."""

FORMULA_BYTES = 64 * 1024
"""One formula: the longest honest one seen has under 1 KiB, and reading is linear up to here."""

STEPS = 10**6
"""Steps of one computation: about a second, a thousand times what an honest formula takes."""

LIST_MEMBERS = 10**6
"""Members of one list: as many as there are steps, so that joining lists to themselves ends early."""

TEXT_CHARACTERS = 2**20
"""Characters of one text made by a formula: as much as one line of JSON may hold."""

JSON_LINE_BYTES = 2**20
"""One line of JSON from outside: read whole into memory before anything else is known about it."""
