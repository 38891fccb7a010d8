# Numbers by every format specification: the lines folded into a few sums.
total = 0
count = 0
_print = print


def print(*args):
    """Fold what would be printed."""
    global total, count
    for c in ' '.join(map(str, args)):
        total = (total * 31 + ord(c)) % (2 ** 61 - 1)
    count += 1
    if count % 500 == 0:
        _print(count, total)


import math
specs_f = ['', 'e','.3e','E','f','.0f','#.0f','.10f','F','g','.3g','#g','#.3g','G','n','%','.1%','10','<10','^10','=10','>10','010','*^15.2f','+','-',' ','+.2f',' .2f','z','z.1f','z+.0f',',','_',',.2f','_.3e','015,.2f','020,.1f','<015','.3','.17','#','#.3','.0','10.3','+010.3e','08.2f','=+10.1f','x^+12.3e','.20f','.50g','é>10','0=10','<010', '5,','010_f',',%','09,.1f','010,.1f','011,.1f', '.100f','.0%','.0e','#.0e','z.0f']
vals_f = [0.0,-0.0,1.0,-1.5,123.456,1234567.891,1e16,1e-7,1e300,-1e-300,0.5,2.5,99999.95,math.inf,-math.inf,math.nan,1/3,1e22,123456789012345678.0,5e-324,-0.04]
specs_i = ['', 'd','b','o','x','X','#b','#o','#x','#X','c','n','e','.2f','g','%','10','<10','^10','=10','010','+','-',' ','+d',',','_','_b','_x','#_x','010,','020_b','#010x','*^12','+,d','#_X','=+8','0<8','^+9d','é^9','012,d','013,d','x','#012_b', '8_x','08_x', '09_x','010_x']
vals_i = [0,1,-1,65,255,-255,1234,123456,1234567,-1234567890,10**20,-10**25,True,2**70]
for v in vals_f:
    for s in specs_f:
        try: print(repr(v), s, '|'+format(v,s)+'|')
        except Exception as e: print(repr(v), s, type(e).__name__, e)
        # expect: 500 2016753432033196346
        # expect: 1000 1539345429101675714
for v in vals_i:
    for s in specs_i:
        try: print(repr(v), s, '|'+format(v,s)+'|')
        except Exception as e: print(repr(v), s, type(e).__name__, e)
        # expect: 1500 2086036239026024552
        # expect: 2000 65210955800161004
bad = ['q','.','.x','10.','1z','zz','##','+-','10x5','.2d','z d','zd','zx','+c','#c',',c',',x',',b',',n',',s','_n',',_','_,',',,','__',',_d','99999999999999999999','.99999999999999999999','.2147483648f','é','ée','<<<','>>','=','s','10s','.2s','\0','=s','0s','j','r','a','i','u','\x7f','\x80', 'c','5c','<5c','^5c','05c','.3c','d ','0x','00','000','-x', '.5,f']
for v in [5, 5.5, 10**20, 1+2j, True]:
    for s in bad:
        try: print(repr(v), repr(s), '|'+format(v,s)+'|')
        except Exception as e: print(repr(v), repr(s), type(e).__name__, e)
for v in [-1, 0x110000, 10**30, 0x1F600]:
    try: print(format(v,'c'))
    except Exception as e: print(type(e).__name__, e)
cs = ['','.2f','e','g','.3g','10','<20','^20','*>20','+','-',' ','+.1f',',','_.2f',',.1f','n','#','.3','020','=20','%','d','F','E','z','z.0f','#.0f','<+30.2e','.0f','é^25']
for v in [0j,1+2j,-1.5-2.5j,complex(0,-1),complex(-0.0,1),1e20+1e-20j,complex(math.inf,math.nan),complex(math.nan,-math.inf),1234567.891+1j,0.04j]:
    for s in cs:
        try: print(repr(v), s, '|'+format(v,s)+'|')
        except Exception as e: print(repr(v), s, type(e).__name__, e)
        # expect: 2500 1735464320584238344
for v in [3.14159, -2.5, 0.0, 1e10, 1e-10, 255, -255, 10**20, True, math.inf]:
    for s in ['%d','%i','%5d','%-5d|','%05d','%+d','% d','%x','%#x','%X','%#o','%o','%e','%.2e','%E','%f','%.0f','%#.0f','%10.3f','%-10.3f|','%010.2f','%g','%.3g','%#g','%G','%s','%r','%a','%5s','%.3s','%c','%u','%+.1f','% .1f','%.10d','%#.5x','%+x','%#X','%-#10x|','%010x','%+05d','%#010x', '%.3d','%08.3d']:
        try: print(repr(v), s, s % v)
        except Exception as e: print(repr(v), s, type(e).__name__, e)
        # expect: 3000 2230270059319164948
_print(count, total)  # expect: 3086 644964111079744079
