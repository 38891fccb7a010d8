/*
 * Reserved words. See token.h; the list is tokens.def.
 */
#include "lexer/token.h"

#include <string.h>

static const struct {
    const char *text;
    enum bt_token_kind kind;
} keywords[] = {
#define BT_TOKEN(name, text)
#define BT_KEYWORD(name, text) {text, BT_TOK_##name},
#include "lexer/tokens.def"
#undef BT_TOKEN
#undef BT_KEYWORD
};

enum { N_KEYWORDS = sizeof keywords / sizeof keywords[0], LONGEST = 8 };

bool bt_token_is_keyword(enum bt_token_kind kind)
{
    return kind >= keywords[0].kind && kind <= keywords[N_KEYWORDS - 1].kind;
}

enum bt_token_kind bt_token_of_word(const char *text, size_t len)
{
    if (len < 2 || len > LONGEST) {
        return BT_TOK_NAME;
    }
    for (size_t i = 0; i < N_KEYWORDS; i++) {
        const char *word = keywords[i].text;
        if (word[0] == text[0] && strncmp(word, text, len) == 0 && word[len] == '\0') {
            return keywords[i].kind;
        }
    }
    return BT_TOK_NAME;
}
