# runtime/lib/: the standard modules written in Python, compiled at build time by tools/mkimage into lib_images.c.
# Add a module by adding its line here, its path relative to this folder.
LIB_MODULES =
LIB_MODULES += __future__.py
LIB_MODULES += collections/__init__.py
LIB_MODULES += collections/_user.py
LIB_MODULES += collections/abc.py
LIB_MODULES += functools.py
LIB_MODULES += heapq.py
LIB_MODULES += genericpath.py
LIB_MODULES += io.py
LIB_MODULES += os.py
LIB_MODULES += posixpath.py
LIB_MODULES += abc.py
LIB_MODULES += atexit.py
LIB_MODULES += concurrent/__init__.py
LIB_MODULES += concurrent/futures/__init__.py
LIB_MODULES += concurrent/futures/_base.py
LIB_MODULES += concurrent/futures/thread.py
LIB_MODULES += contextlib.py
LIB_MODULES += copy.py
LIB_MODULES += dataclasses.py
LIB_MODULES += enum.py
LIB_MODULES += string.py
LIB_MODULES += typing.py
LIB_MODULES += warnings.py
LIB_MODULES += random.py
LIB_MODULES += types.py
LIB_MODULES += traceback.py
LIB_MODULES += linecache.py
LIB_MODULES += threading.py
LIB_MODULES += queue.py
LIB_MODULES += weakref.py

noinst_PROGRAMS += mkimage
mkimage_SOURCES = tools/mkimage.c
mkimage_LDADD = $(COMPILER_LIBS)

noinst_LTLIBRARIES += liblib.la
liblib_la_SOURCES = runtime/lib/lib.h
nodist_liblib_la_SOURCES = runtime/lib/lib_images.c
runtime/lib/lib_images.c: mkimage$(EXEEXT) $(LIB_MODULES:%=$(srcdir)/runtime/lib/%)
	@$(MKDIR_P) runtime/lib
	$(AM_V_GEN)./mkimage$(EXEEXT) $@ $(srcdir)/runtime/lib $(LIB_MODULES)
CLEANFILES += runtime/lib/lib_images.c
EXTRA_DIST += $(LIB_MODULES:%=runtime/lib/%)
