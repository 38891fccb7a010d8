// The page that shows a timeline, trace_page.html, as text; made at build time (local.mk).
#ifndef BT_LAB_TRACE_PAGE_H
#define BT_LAB_TRACE_PAGE_H

extern const char bt_trace_page[];

#endif
