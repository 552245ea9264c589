/* Formatted output; see the header. */
#include "brief/out.h"

#include <stdio.h>

void sr_out_format(sr_out *out, const char *format, ...) {
  char text[200];
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (n > 0) sr_out_put(out, (sr_slice){text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1});
}

void sr_out_repeat(sr_out *out, const char *text, size_t n) {
  for (size_t i = 0; i < n; i++) sr_out_words(out, text);
}

void sr_out_escaped(sr_out *out, sr_slice text) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    const char *entity = NULL;
    switch (text.ptr[i]) {
    case '&': entity = "&amp;"; break;
    case '<': entity = "&lt;"; break;
    case '>': entity = "&gt;"; break;
    case '"': entity = "&quot;"; break;
    case '\'': entity = "&apos;"; break;
    default:
      if ((uint8_t)text.ptr[i] >= ' ' || text.ptr[i] == '\n' || text.ptr[i] == '\t') continue;
      entity = " "; /* no XML reader takes control characters */
    }
    sr_out_put(out, sr_slice_cut(text, from, i));
    sr_out_words(out, entity);
    from = i + 1;
  }
  sr_out_put(out, sr_slice_cut(text, from, text.len));
}

void sr_out_phrase(sr_out *out, const char *english) {
  sr_worded w;
  (void)sr_tongue_phrase(&out->tongue, sr_slice_of(english), &w);
  sr_out_put(out, w.before);
  sr_out_escaped(out, w.words);
  sr_out_put(out, w.after);
}
