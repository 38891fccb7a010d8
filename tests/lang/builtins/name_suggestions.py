# Hints in the messages of uncaught errors.
# expect-err: ^NameError: name 'lenght' is not defined\. Did you mean: 'length'\?$
# exit: 1
length = 5
print(length)  # expect: 5
print(lenght)  # raises: NameError: name 'lenght' is not defined. Did you mean: 'length'?
