# runtime/objects/: see docs/architecture.md.  Add a file by adding its line here, headers too (they go into the tarball).
OBJECTS_NUMBERS = \
	runtime/objects/int.c runtime/objects/int.h runtime/objects/int_impl.h \
	runtime/objects/int_arith.c runtime/objects/int_bits.c runtime/objects/int_text.c \
	runtime/objects/int_methods.c runtime/objects/bool.c \
	runtime/objects/float.c runtime/objects/float.h runtime/objects/float_impl.h \
	runtime/objects/float_methods.c runtime/objects/float_pow10.h runtime/objects/float_text.c \
	runtime/objects/complex.c runtime/objects/format.h runtime/objects/format_spec.c \
	runtime/objects/format_number.c
noinst_LTLIBRARIES += libobjects.la
libobjects_la_SOURCES = $(OBJECTS_NUMBERS) \
	runtime/objects/heap.c runtime/objects/heap.h runtime/objects/heap_private.h \
	runtime/objects/gc.c \
	runtime/objects/ptrmap.c runtime/objects/ptrmap.h \
	runtime/objects/weakref.h \
	runtime/objects/message.c \
	runtime/objects/str.c runtime/objects/str.h runtime/objects/str_impl.h \
	runtime/objects/str_methods.h runtime/objects/str_case.c runtime/objects/str_repr.c \
	runtime/objects/str_search.c runtime/objects/strtab.c runtime/objects/strtab.h \
	runtime/objects/str_methods.c runtime/objects/str_translate.c \
	runtime/objects/text_args.c runtime/objects/text_pad.c runtime/objects/text_split.c \
	runtime/objects/unicode.c runtime/objects/unicode_tables.h \
	runtime/objects/error.c runtime/objects/error.h runtime/objects/exception.h \
	runtime/objects/signature.c runtime/objects/signature.h runtime/objects/bind.c runtime/objects/native.c

# containers and their iterators
libobjects_la_SOURCES += \
	runtime/objects/dict.c runtime/objects/dict.h \
	runtime/objects/args.c runtime/objects/args.h \
	runtime/objects/list.c runtime/objects/list.h \
	runtime/objects/list_methods.c \
	runtime/objects/list_sort.c \
	runtime/objects/range.c \
	runtime/objects/sequence.c runtime/objects/seq.h \
	runtime/objects/slice.c \
	runtime/objects/tuple.c

# types, classes and the bridge between dunders and slots
libobjects_la_SOURCES += \
	runtime/objects/type.c runtime/objects/type.h runtime/objects/type_object.c \
	runtime/objects/class.c runtime/objects/mro.c \
	runtime/objects/class_layout.c runtime/objects/class_layout.h \
	runtime/objects/slots.c runtime/objects/slots.h runtime/objects/slots.def \
	runtime/objects/slot_wrap.c \
	runtime/objects/object.c runtime/objects/object_attrs.h \
	runtime/objects/descriptor.c
