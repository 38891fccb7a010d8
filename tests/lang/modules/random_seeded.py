# random: the numbers of a seed are CPython's.
import random
random.seed(42)
print(random.random(), random.getrandbits(100), random.randint(1,100), random.randrange(0,1000,7))
# expect: 0.6394267984578837 259474555368124611114247330513 29 245
for s in [0, 1, -5, 2**100, 'hello', b'abc', 3.5, 'é', bytearray(b'x'), True, 10**50, -2**70]:
    random.seed(s); print(repr(s), random.random(), random.getrandbits(64), random.getrandbits(7))
    # expect: 0 0.8444218515250481 16422101724900707500 53
    # expect: 1 0.13436424411240122 14799178230035213023 97
    # expect: -5 0.6229016948897019 6613812840851947673 101
    # expect: 1267650600228229401496703205376 0.7586581712996778 1513291153158585423 125
    # expect: 'hello' 0.3537754404730722 13987231184674316751 70
    # expect: b'abc' 0.7720246314157545 8489244102664399922 90
    # expect: 3.5 0.3039190124834461 17103735112935850012 116
    # expect: 'é' 0.9689252893653495 1732843594316091818 22
    # expect: bytearray(b'x') 0.6307877176639078 11072861639422226371 61
    # expect: True 0.13436424411240122 14799178230035213023 97
    # expect: 100000000000000000000000000000000000000000000000000 0.8266205292084633 14005263003908411263 61
    # expect: -1180591620717411303424 0.2327882718301838 9032056847900723663 13
r = random.Random(7)
print(r.choice('abcdef'), r.choices([1,2,3],k=5), r.choices('abc',[1,2,3],k=5), r.choices('abc',cum_weights=[1,3,6],k=3))
# expect: c [3, 2, 1, 3, 1] ['c', 'c', 'b', 'a', 'b'] ['b', 'c', 'a']
x = list(range(20)); r.shuffle(x); print(x)
# expect: [16, 5, 13, 17, 11, 15, 9, 10, 6, 4, 2, 8, 14, 19, 0, 12, 1, 7, 3, 18]
print(r.sample(range(1000),10), r.sample([1,2,3,4],2), r.sample('abc', counts=[2,3,4], k=5))
# expect: [105, 595, 584, 654, 192, 381, 99, 560, 729, 64] [1, 3] ['b', 'c', 'c', 'b', 'c']
print(r.uniform(1,5), r.triangular(), r.triangular(0,5,2), r.gauss(0,1), r.gauss(0,1), r.normalvariate(), r.lognormvariate(0,1), r.expovariate(2))
# expect: 4.1089150999232285 0.48249449004090916 3.928375417687203 -0.48750506757287554 0.5775046106003632 -1.0251353157889787 0.9873199047609384 0.2978597951422852
print(r.vonmisesvariate(1,2), r.gammavariate(2,3), r.gammavariate(0.5,1), r.gammavariate(1,2), r.betavariate(2,3), r.paretovariate(3), r.weibullvariate(1,2))
# expect: 1.9232878970575928 2.352397745690021 1.8451090277022835 6.541342880906883 0.08131848661179583 1.1486265827651865 0.6565496145788244
print([r.binomialvariate(10,0.3), r.binomialvariate(100,0.4), r.binomialvariate(1000,0.9), r.binomialvariate()])
# expect: [2, 32, 894, 0]
print(r.randbytes(10))  # expect: b'\xcbmBO\x81<\xaa\xa5\xf4\x93'
st = r.getstate(); a = [r.random() for _ in range(5)]; r.setstate(st); print(a == [r.random() for _ in range(5)], len(st), st[0])
# expect: True 3 3
for f in ['r.randrange(0)','r.randrange(5,5)','r.randrange(1,10,0)','r.choice([])','r.sample([1],2)','r.sample({1},1)','r.randrange(1.5)','random.seed([])','r.getrandbits(-1)','r.choices([1],[0])','r.choices([1],[1],cum_weights=[1])','r.randint(5,1)','r.gammavariate(-1,1)', 'r.randrange(10,5,2)']:
    try: print(eval(f))
    except Exception as e: print(f, type(e).__name__, e)
    # expect: r.randrange(0) ValueError empty range for randrange()
    # expect: r.randrange(5,5) ValueError empty range in randrange(5, 5)
    # expect: r.randrange(1,10,0) ValueError zero step for randrange()
    # expect: r.choice([]) IndexError Cannot choose from an empty sequence
    # expect: r.sample([1],2) ValueError Sample larger than population or is negative
    # expect: r.sample({1},1) TypeError Population must be a sequence.  For dicts or sets, use sorted(d).
    # expect: r.randrange(1.5) TypeError 'float' object cannot be interpreted as an integer
    # expect: random.seed([]) TypeError The only supported seed types are:
    # expect: None, int, float, str, bytes, and bytearray.
    # expect: r.getrandbits(-1) ValueError number of bits must be non-negative
    # expect: r.choices([1],[0]) ValueError Total of weights must be greater than zero
    # expect: r.choices([1],[1],cum_weights=[1]) TypeError Cannot specify both weights and cumulative weights
    # expect: r.randint(5,1) ValueError empty range in randrange(5, 2)
    # expect: r.gammavariate(-1,1) ValueError gammavariate: alpha and beta must be > 0.0
    # expect: r.randrange(10,5,2) ValueError empty range in randrange(10, 5, 2)
class S(random.Random):
    def random(self): return 0.5
print(S().randrange(10), S().choice('abc'))  # expect: 6 b
print(0 <= random.SystemRandom().random() < 1)  # expect: True
d = [r.randrange(10**30) for _ in range(3)]; print(d)
# expect: [432720081885913666037498687239, 563874422397352344233680648166, 377778337969379291514480861952]
for i in range(1000): r.random()
print(r.random())  # expect: 0.6239295589064933
