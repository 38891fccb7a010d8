# Statements over several lines.
value = {
    "first": [
        1,
        2,
    ],
    "second": (
        3 +
        undefined_name
    ),
}
