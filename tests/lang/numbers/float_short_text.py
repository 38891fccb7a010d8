# Short decimal numbers are read without a buffer: the same answers, the same refusals.
for s in ("0", "-0", "-0.0", ".5", "5.", "-.5", "1.5", "00012.50", "999999999999999",
          "9999999999999999", "9007199254740993", "0123456789012345", "0.12345678901234",
          ".123456789012345", "-123456789.12345", "0.1", "123456.789", " 1.5", "+2.5", "1e3",
          "1_0.5", "٣.٥", "0.30000000000000004"):
    print(s, repr(float(s)))
for s in "", "-", ".", "-.", "1.2.3", "1-2", "--1", "1 2", "1.", "x", "1_", "1\0", "-" * 70:
    try:
        print(float(s))
    except ValueError as e:
        print(e)
for i in range(1, 100000, 77):
    for x in i / 8, i / 1000, i / 7, i * 1.1e7:
        if float(str(x)) != x or float("-" + str(x)) != -x:
            print("wrong", x)

# expect: 0 0.0
# expect: -0 -0.0
# expect: -0.0 -0.0
# expect: .5 0.5
# expect: 5. 5.0
# expect: -.5 -0.5
# expect: 1.5 1.5
# expect: 00012.50 12.5
# expect: 999999999999999 999999999999999.0
# expect: 9999999999999999 1e+16
# expect: 9007199254740993 9007199254740992.0
# expect: 0123456789012345 123456789012345.0
# expect: 0.12345678901234 0.12345678901234
# expect: .123456789012345 0.123456789012345
# expect: -123456789.12345 -123456789.12345
# expect: 0.1 0.1
# expect: 123456.789 123456.789
# expect:  1.5 1.5
# expect: +2.5 2.5
# expect: 1e3 1000.0
# expect: 1_0.5 10.5
# expect: ٣.٥ 3.5
# expect: 0.30000000000000004 0.30000000000000004
# expect: could not convert string to float: ''
# expect: could not convert string to float: '-'
# expect: could not convert string to float: '.'
# expect: could not convert string to float: '-.'
# expect: could not convert string to float: '1.2.3'
# expect: could not convert string to float: '1-2'
# expect: could not convert string to float: '--1'
# expect: could not convert string to float: '1 2'
# expect: 1.0
# expect: could not convert string to float: 'x'
# expect: could not convert string to float: '1_'
# expect: could not convert string to float: '1\x00'
# expect: could not convert string to float: '----------------------------------------------------------------------'
