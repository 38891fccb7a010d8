# runtime/objects/: see docs/architecture.md.  Add a file by adding its line, headers too (they go into the tarball).
# One file to a line: lines added side by side merge by themselves (.gitattributes).
noinst_LTLIBRARIES += libobjects.la
libobjects_la_SOURCES =
libobjects_la_SOURCES += runtime/objects/int.c
libobjects_la_SOURCES += runtime/objects/int.h
libobjects_la_SOURCES += runtime/objects/int_impl.h
libobjects_la_SOURCES += runtime/objects/int_arith.c
libobjects_la_SOURCES += runtime/objects/int_bits.c
libobjects_la_SOURCES += runtime/objects/int_text.c
libobjects_la_SOURCES += runtime/objects/int_methods.c
libobjects_la_SOURCES += runtime/objects/bool.c
libobjects_la_SOURCES += runtime/objects/float.c
libobjects_la_SOURCES += runtime/objects/float.h
libobjects_la_SOURCES += runtime/objects/float_impl.h
libobjects_la_SOURCES += runtime/objects/float_methods.c
libobjects_la_SOURCES += runtime/objects/float_pow10.h
libobjects_la_SOURCES += runtime/objects/float_text.c
libobjects_la_SOURCES += runtime/objects/complex.c
libobjects_la_SOURCES += runtime/objects/format.h
libobjects_la_SOURCES += runtime/objects/format_spec.c
libobjects_la_SOURCES += runtime/objects/format_number.c
libobjects_la_SOURCES += runtime/objects/heap.c
libobjects_la_SOURCES += runtime/objects/heap.h
libobjects_la_SOURCES += runtime/objects/heap_private.h
libobjects_la_SOURCES += runtime/objects/gc.c
libobjects_la_SOURCES += runtime/objects/ptrmap.c
libobjects_la_SOURCES += runtime/objects/ptrmap.h
libobjects_la_SOURCES += runtime/objects/weakref.h
libobjects_la_SOURCES += runtime/objects/message.c
libobjects_la_SOURCES += runtime/objects/str.c
libobjects_la_SOURCES += runtime/objects/str.h
libobjects_la_SOURCES += runtime/objects/str_impl.h
libobjects_la_SOURCES += runtime/objects/str_methods.h
libobjects_la_SOURCES += runtime/objects/str_case.c
libobjects_la_SOURCES += runtime/objects/str_repr.c
libobjects_la_SOURCES += runtime/objects/str_search.c
libobjects_la_SOURCES += runtime/objects/strtab.c
libobjects_la_SOURCES += runtime/objects/strtab.h
libobjects_la_SOURCES += runtime/objects/str_methods.c
libobjects_la_SOURCES += runtime/objects/str_translate.c
libobjects_la_SOURCES += runtime/objects/text_args.c
libobjects_la_SOURCES += runtime/objects/text_pad.c
libobjects_la_SOURCES += runtime/objects/text_split.c
libobjects_la_SOURCES += runtime/objects/unicode.c
libobjects_la_SOURCES += runtime/objects/unicode_tables.h
libobjects_la_SOURCES += runtime/objects/error.c
libobjects_la_SOURCES += runtime/objects/error.h
libobjects_la_SOURCES += runtime/objects/exception.h
libobjects_la_SOURCES += runtime/objects/signature.c
libobjects_la_SOURCES += runtime/objects/signature.h
libobjects_la_SOURCES += runtime/objects/bind.c
libobjects_la_SOURCES += runtime/objects/native.c
libobjects_la_SOURCES += runtime/objects/dict.c
libobjects_la_SOURCES += runtime/objects/dict.h
libobjects_la_SOURCES += runtime/objects/args.c
libobjects_la_SOURCES += runtime/objects/args.h
libobjects_la_SOURCES += runtime/objects/list.c
libobjects_la_SOURCES += runtime/objects/list.h
libobjects_la_SOURCES += runtime/objects/list_methods.c
libobjects_la_SOURCES += runtime/objects/list_sort.c
libobjects_la_SOURCES += runtime/objects/range.c
libobjects_la_SOURCES += runtime/objects/sequence.c
libobjects_la_SOURCES += runtime/objects/seq.h
libobjects_la_SOURCES += runtime/objects/slice.c
libobjects_la_SOURCES += runtime/objects/tuple.c
libobjects_la_SOURCES += runtime/objects/type.c
libobjects_la_SOURCES += runtime/objects/type.h
libobjects_la_SOURCES += runtime/objects/type_object.c
libobjects_la_SOURCES += runtime/objects/class.c
libobjects_la_SOURCES += runtime/objects/mro.c
libobjects_la_SOURCES += runtime/objects/class_layout.c
libobjects_la_SOURCES += runtime/objects/class_layout.h
libobjects_la_SOURCES += runtime/objects/slots.c
libobjects_la_SOURCES += runtime/objects/slots.h
libobjects_la_SOURCES += runtime/objects/slots.def
libobjects_la_SOURCES += runtime/objects/slot_wrap.c
libobjects_la_SOURCES += runtime/objects/object.c
libobjects_la_SOURCES += runtime/objects/object_attrs.h
libobjects_la_SOURCES += runtime/objects/descriptor.c
libobjects_la_SOURCES += runtime/objects/protocol.h
libobjects_la_SOURCES += runtime/objects/call.c
libobjects_la_SOURCES += runtime/objects/attr.c
libobjects_la_SOURCES += runtime/objects/method_cache.h
libobjects_la_SOURCES += runtime/objects/operators.c
libobjects_la_SOURCES += runtime/objects/compare.c
libobjects_la_SOURCES += runtime/objects/items.c
libobjects_la_SOURCES += runtime/objects/iterate.c
libobjects_la_SOURCES += runtime/objects/text.c
libobjects_la_SOURCES += runtime/objects/convert.c
libobjects_la_SOURCES += runtime/objects/classes.c
libobjects_la_SOURCES = \
	runtime/objects/heap.c runtime/objects/heap.h runtime/objects/heap_private.h \
	runtime/objects/gc.c \
	runtime/objects/ptrmap.c runtime/objects/ptrmap.h \
	runtime/objects/weakref.h \
	runtime/objects/message.c \
	runtime/objects/str.c runtime/objects/str.h runtime/objects/str_impl.h \
	runtime/objects/str_methods.h runtime/objects/str_case.c runtime/objects/str_repr.c \
	runtime/objects/str_search.c runtime/objects/strtab.c runtime/objects/strtab.h \
	runtime/objects/text_args.c \
	runtime/objects/unicode.c runtime/objects/unicode_tables.h \
	runtime/objects/error.c runtime/objects/error.h runtime/objects/exception.h \
	runtime/objects/signature.c runtime/objects/signature.h runtime/objects/bind.c runtime/objects/native.c

# containers and their iterators
libobjects_la_SOURCES += \
	runtime/objects/dict.c runtime/objects/dict.h \
	runtime/objects/dict_methods.c \
	runtime/objects/dict_views.c runtime/objects/dict_views.h \
	runtime/objects/args.c runtime/objects/args.h \
	runtime/objects/iter_tools.c runtime/objects/iter_tools.h \
	runtime/objects/list.c runtime/objects/list.h \
	runtime/objects/list_methods.c \
	runtime/objects/list_sort.c \
	runtime/objects/range.c \
	runtime/objects/sequence.c runtime/objects/seq.h \
	runtime/objects/set.c runtime/objects/set.h \
	runtime/objects/set_methods.c \
	runtime/objects/slice.c \
	runtime/objects/tuple.c
