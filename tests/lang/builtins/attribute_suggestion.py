# Hints for attributes.
# expect-err: ^AttributeError: 'list' object has no attribute 'apend'\. Did you mean: 'append'\?$
# exit: 1
[].apend(1)
# raises: AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?
