/*
 * The grammar of Python 3.13, for bison as a pure push parser: driver.c gives it one token after
 * another. Where Python's own grammar looks far ahead, ours is wider and the actions check:
 * targets are parsed as expressions (targets.c), parameters and arguments in any order, and what
 * needs more than one token of look-ahead is decided in lexer/layout.c. Nodes are made by build.h.
 *
 * TRY(x) ends the parse when x is NULL: the constructor has set the error.
 */
%define api.pure full
%define api.push-pull push
%define api.prefix {bt_yy}
%define api.token.prefix {BT_YY_}
%define api.location.type {struct bt_span}
%define lr.default-reduction consistent
%locations
%expect 0
%parse-param {struct bt_parser *p}

%code requires {
#include "parser/build.h"
}

%code {
#define YYMALLOC bt_alloc
#define YYFREE bt_free
#define YYINITDEPTH 200
#define YYMAXDEPTH 24000
#define TRY(made)       \
    do {                \
        if (!(made)) {  \
            YYABORT;    \
        }               \
    } while (0)

/* A symbol spans its parts; an empty one stands, without width, where the last one ends. */
#define YYLLOC_DEFAULT(current, rhs, n)                                      \
    do {                                                                     \
        if (n) {                                                             \
            (current).line = YYRHSLOC(rhs, 1).line;                          \
            (current).col = YYRHSLOC(rhs, 1).col;                            \
        } else {                                                             \
            (current).line = YYRHSLOC(rhs, 0).end_line;                      \
            (current).col = YYRHSLOC(rhs, 0).end_col;                        \
        }                                                                    \
        (current).end_line = YYRHSLOC(rhs, n).end_line;                      \
        (current).end_col = YYRHSLOC(rhs, n).end_col;                        \
    } while (0)

/* bison calls it for a token it cannot take, and when its stack is full. */
static void bt_yyerror(const struct bt_span *at, struct bt_parser *p, const char *message)
{
    (void)at;
    if (message[0] == 's') { /* "syntax error" */
        p->unexpected = true;
    } else {
        p->exhausted = true;
    }
}
}

%union {
    struct bt_lexeme lexeme;
    struct bt_expr *expr;
    struct bt_stmt *stmt;
    struct bt_ast_list *list;
    struct bt_pattern *pattern;
    const struct bt_name *name;
    struct bt_call_args *args;
    struct bt_arguments *arguments;
    struct bt_param *param;
    struct bt_arg *arg;
    struct bt_pair *pair;
    struct bt_comparison *comparison;
    struct bt_if_part *if_part;
    struct bt_handler *handler;
    struct bt_withitem *withitem;
    struct bt_comprehension *comprehension;
    struct bt_match_case *match_case;
    struct bt_class_pattern_item *class_item;
    struct bt_type_param *type_param;
    struct bt_alias *alias;
    struct bt_field_part part;
    uint32_t level;
    enum bt_operator op;
    enum bt_cmp_op cmp_op;
}

%token START_FILE START_EVAL START_SINGLE
%token END 0 NEWLINE INDENT DEDENT STRANGE ERROR
%token <lexeme> NAME NUMBER STRING FSTRING_START FSTRING_MIDDLE FSTRING_END
%token FALSE NONE TRUE AND AS ASSERT ASYNC AWAIT BREAK CLASS CONTINUE DEF DEL ELIF ELSE EXCEPT
%token FINALLY FOR FROM GLOBAL IF IMPORT IN IS LAMBDA NONLOCAL NOT OR PASS RAISE RETURN TRY WHILE
%token WITH YIELD MATCH CASE TYPE WITH_LPAREN
%token LPAREN RPAREN LBRACKET RBRACKET LBRACE RBRACE
%token <lexeme> FIELD_START FIELD_END EXCLAMATION SPEC_COLON EQUAL
%token COLON COMMA SEMICOLON DOT ELLIPSIS ARROW AT WALRUS
%token PLUS MINUS STAR SLASH VBAR AMPERSAND CIRCUMFLEX TILDE PERCENT LEFT_SHIFT RIGHT_SHIFT
%token DOUBLE_STAR DOUBLE_SLASH LESS GREATER LESS_EQUAL GREATER_EQUAL EQ_EQUAL NOT_EQUAL
%token PLUS_EQUAL MINUS_EQUAL STAR_EQUAL SLASH_EQUAL PERCENT_EQUAL AMPERSAND_EQUAL VBAR_EQUAL
%token CIRCUMFLEX_EQUAL LEFT_SHIFT_EQUAL RIGHT_SHIFT_EQUAL DOUBLE_STAR_EQUAL DOUBLE_SLASH_EQUAL
%token AT_EQUAL

/* Only for `arith`: everything else has its own level in the rules. */
%left VBAR
%left CIRCUMFLEX
%left AMPERSAND
%left LEFT_SHIFT RIGHT_SHIFT
%left PLUS MINUS
%left STAR SLASH PERCENT DOUBLE_SLASH AT
%precedence UNARY
%right DOUBLE_STAR

%type <list> statements statement block simple_stmts small_stmts else_opt finally_opt
%type <list> decorators targets handlers star_handlers cases name_list aliases dotted_aliases
%type <list> with_items with_items_in_brackets if_parts star_list star_named_list slice_list
%type <list> for_target_list dict_items comp_for comp_ifs strings fstring_parts spec_parts
%type <list> or_list and_list params lambda_params type_params_opt type_param_list pattern_list
%type <list> or_patterns mapping_items class_items param_list lambda_param_list
%type <stmt> small_stmt compound_stmt if_stmt while_stmt for_stmt with_stmt try_stmt match_stmt
%type <stmt> func_def class_def decorated async_stmt import_from
%type <expr> star_exprs star_expr expr star_named named_expr disjunction conjunction inversion
%type <expr> comparison arith power_operand primary atom rhs yield_expr slices slice slice_part
%type <expr> for_head for_targets for_target fstring_value spec string return_opt subject guard_opt
%type <expr> annotation_opt default_opt star_annotation_opt group_body bound_opt
%type <expr> signed_number literal_expr name_or_attr mapping_key type_default_opt star_default_opt
%type <pattern> patterns pattern or_pattern closed_pattern maybe_star_pattern
%type <name> dotted_name as_name_opt
%type <args> args args_opt
%type <param> param lambda_param
%type <arguments> params_opt lambda_params_opt
%type <pair> dict_item mapping_item
%type <comparison> comparisons
%type <if_part> elif_part
%type <handler> handler star_handler
%type <withitem> with_item
%type <comprehension> comp_clause
%type <match_case> case_block
%type <class_item> class_item
%type <type_param> type_param
%type <alias> alias dotted_alias
%type <part> conversion_opt spec_opt
%type <level> dots
%type <op> aug_op
%type <cmp_op> cmp_op
%type <stmt> single_body

%%

start:
    START_FILE END                  { TRY(p->module = bt_build_module(p, BT_MODULE_MODULE, NULL, NULL)); }
  | START_FILE statements END       { TRY(p->module = bt_build_module(p, BT_MODULE_MODULE, $2, NULL)); }
  | START_EVAL star_exprs newlines END
        { TRY(p->module = bt_build_module(p, BT_MODULE_EXPRESSION, NULL, $2)); }
  | START_SINGLE END                { TRY(p->module = bt_build_module(p, BT_MODULE_INTERACTIVE, NULL, NULL)); }
  | START_SINGLE single_body END
  ;

newlines: %empty | newlines NEWLINE;

single_body:
    simple_stmts
        {
            TRY(p->module = bt_build_module(p, BT_MODULE_INTERACTIVE, $1, NULL));
            p->single_done = true;
            $$ = NULL;
        }
  | compound_stmt
        {
            struct bt_ast_list *body;
            TRY(body = bt_ast_list_of(p, $1));
            TRY(p->module = bt_build_module(p, BT_MODULE_INTERACTIVE, body, NULL));
            p->single_done = true;
            p->single_compound = true;
            $$ = $1;
        }
  ;

/* ---- statements ---- */

statements:
    statement
  | statements statement            { TRY($$ = bt_ast_list_join(p, $1, $2)); }
  ;

statement:
    compound_stmt                   { TRY($$ = bt_ast_list_of(p, $1)); }
  | simple_stmts
  ;

simple_stmts:
    small_stmts NEWLINE
  | small_stmts SEMICOLON NEWLINE
  ;

small_stmts:
    small_stmt                      { TRY($$ = bt_ast_list_of(p, $1)); }
  | small_stmts SEMICOLON small_stmt { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

block:
    simple_stmts
  | NEWLINE INDENT statements DEDENT { $$ = $3; }
  ;

small_stmt:
    star_exprs                      { TRY($$ = bt_build_expr_stmt(p, @$, $1)); }
  | yield_expr                      { TRY($$ = bt_build_expr_stmt(p, @$, $1)); }
  | targets rhs                     { TRY($$ = bt_build_assign(p, @$, $1, $2)); }
  | star_exprs aug_op rhs           { TRY($$ = bt_build_aug_assign(p, @$, $1, $2, $3)); }
  | star_exprs COLON expr           { TRY($$ = bt_build_ann_assign(p, @$, $1, @1, $3, NULL)); }
  | star_exprs COLON expr EQUAL rhs { TRY($$ = bt_build_ann_assign(p, @$, $1, @1, $3, $5)); }
  | RETURN return_opt               { TRY($$ = bt_build_return(p, @$, $2)); }
  | RAISE                           { TRY($$ = bt_build_raise(p, @$, NULL, NULL)); }
  | RAISE expr                      { TRY($$ = bt_build_raise(p, @$, $2, NULL)); }
  | RAISE expr FROM expr            { TRY($$ = bt_build_raise(p, @$, $2, $4)); }
  | GLOBAL name_list                { TRY($$ = bt_build_global(p, @$, BT_STMT_GLOBAL, $2)); }
  | NONLOCAL name_list              { TRY($$ = bt_build_global(p, @$, BT_STMT_NONLOCAL, $2)); }
  | DEL star_list                    { TRY($$ = bt_build_delete(p, @$, $2)); }
  | DEL star_list COMMA              { TRY($$ = bt_build_delete(p, @$, $2)); }
  | ASSERT expr                     { TRY($$ = bt_build_assert(p, @$, $2, NULL)); }
  | ASSERT expr COMMA expr          { TRY($$ = bt_build_assert(p, @$, $2, $4)); }
  | PASS                            { TRY($$ = bt_build_stmt(p, BT_STMT_PASS, @$)); }
  | BREAK                           { TRY($$ = bt_build_stmt(p, BT_STMT_BREAK, @$)); }
  | CONTINUE                        { TRY($$ = bt_build_stmt(p, BT_STMT_CONTINUE, @$)); }
  | IMPORT dotted_aliases           { TRY($$ = bt_build_import(p, @$, $2)); }
  | import_from
  | TYPE NAME type_params_opt EQUAL expr
        { TRY($$ = bt_build_type_alias(p, @$, $2.name, @2, $3, $5)); }
  ;

targets:
    rhs EQUAL                       { TRY($$ = bt_ast_list_of(p, $1)); }
  | targets rhs EQUAL               { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

rhs: star_exprs | yield_expr;

aug_op:
    PLUS_EQUAL                      { $$ = BT_OP_ADD; }
  | MINUS_EQUAL                     { $$ = BT_OP_SUB; }
  | STAR_EQUAL                      { $$ = BT_OP_MULT; }
  | AT_EQUAL                        { $$ = BT_OP_MAT_MULT; }
  | SLASH_EQUAL                     { $$ = BT_OP_DIV; }
  | PERCENT_EQUAL                   { $$ = BT_OP_MOD; }
  | DOUBLE_STAR_EQUAL               { $$ = BT_OP_POW; }
  | LEFT_SHIFT_EQUAL                { $$ = BT_OP_LSHIFT; }
  | RIGHT_SHIFT_EQUAL               { $$ = BT_OP_RSHIFT; }
  | VBAR_EQUAL                      { $$ = BT_OP_BIT_OR; }
  | CIRCUMFLEX_EQUAL                { $$ = BT_OP_BIT_XOR; }
  | AMPERSAND_EQUAL                 { $$ = BT_OP_BIT_AND; }
  | DOUBLE_SLASH_EQUAL              { $$ = BT_OP_FLOOR_DIV; }
  ;

return_opt: %empty { $$ = NULL; } | star_exprs;

name_list:
    NAME                            { TRY($$ = bt_ast_list_of(p, (void *)$1.name)); }
  | name_list COMMA NAME            { TRY($$ = bt_ast_list_add(p, $1, (void *)$3.name)); }
  ;

dotted_name:
    NAME                            { $$ = $1.name; }
  | dotted_name DOT NAME            { TRY($$ = bt_build_dotted(p, $1, $3.name)); }
  ;

as_name_opt: %empty { $$ = NULL; } | AS NAME { $$ = $2.name; };

dotted_aliases:
    dotted_alias                    { TRY($$ = bt_ast_list_of(p, $1)); }
  | dotted_aliases COMMA dotted_alias { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

dotted_alias: dotted_name as_name_opt { TRY($$ = bt_build_alias(p, @$, $1, $2)); };

import_from:
    FROM dotted_name IMPORT aliases { TRY($$ = bt_build_import_from(p, @$, 0, $2, $4)); }
  | FROM dots dotted_name IMPORT aliases
        { TRY($$ = bt_build_import_from(p, @$, $2, $3, $5)); }
  | FROM dots IMPORT aliases        { TRY($$ = bt_build_import_from(p, @$, $2, NULL, $4)); }
  | FROM dotted_name IMPORT LPAREN aliases comma_opt RPAREN
        { TRY($$ = bt_build_import_from(p, @$, 0, $2, $5)); }
  | FROM dots dotted_name IMPORT LPAREN aliases comma_opt RPAREN
        { TRY($$ = bt_build_import_from(p, @$, $2, $3, $6)); }
  | FROM dots IMPORT LPAREN aliases comma_opt RPAREN
        { TRY($$ = bt_build_import_from(p, @$, $2, NULL, $5)); }
  | FROM dotted_name IMPORT STAR    { TRY($$ = bt_build_import_from(p, @$, 0, $2, NULL)); }
  | FROM dots dotted_name IMPORT STAR
        { TRY($$ = bt_build_import_from(p, @$, $2, $3, NULL)); }
  | FROM dots IMPORT STAR           { TRY($$ = bt_build_import_from(p, @$, $2, NULL, NULL)); }
  ;

dots:
    DOT                             { $$ = 1; }
  | ELLIPSIS                        { $$ = 3; }
  | dots DOT                        { $$ = $1 + 1; }
  | dots ELLIPSIS                   { $$ = $1 + 3; }
  ;

aliases:
    alias                           { TRY($$ = bt_ast_list_of(p, $1)); }
  | aliases COMMA alias             { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

alias: NAME as_name_opt             { TRY($$ = bt_build_alias(p, @$, $1.name, $2)); };

comma_opt: %empty | COMMA;

/* ---- compound statements ---- */

compound_stmt:
    if_stmt | while_stmt | for_stmt | with_stmt | try_stmt | match_stmt | func_def | class_def
  | decorated | async_stmt
  ;

async_stmt:
    ASYNC func_def                  { $$ = bt_build_async($2, @1); }
  | ASYNC for_stmt                  { $$ = bt_build_async($2, @1); }
  | ASYNC with_stmt                 { $$ = bt_build_async($2, @1); }
  ;

if_stmt: if_parts else_opt          { TRY($$ = bt_build_if(p, @$, $1, $2)); };

if_parts:
    IF named_expr COLON block
        {
            struct bt_if_part *part;
            TRY(part = bt_build_if_part(p, @1, $2, $4));
            TRY($$ = bt_ast_list_of(p, part));
        }
  | if_parts elif_part              { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

elif_part: ELIF named_expr COLON block { TRY($$ = bt_build_if_part(p, @1, $2, $4)); };

else_opt: %empty { $$ = NULL; } | ELSE COLON block { $$ = $3; };

finally_opt: %empty { $$ = NULL; } | FINALLY COLON block { $$ = $3; };

while_stmt: WHILE named_expr COLON block else_opt
        { TRY($$ = bt_build_while(p, @$, $2, $4, $5)); };

for_stmt: for_head star_exprs COLON block else_opt
        { TRY($$ = bt_build_for(p, @$, $1, $2, $4, $5)); };

for_head:
    FOR for_targets IN
        {
            TRY(bt_target_make(p, $2, BT_TARGET_FOR, false));
            $$ = $2;
        }
  ;

for_targets:
    for_target_list
        {
            $$ = $1->items[0];
            if ($1->n > 1) {
                TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1));
            }
        }
  | for_target_list COMMA           { TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1)); }
  ;

for_target_list:
    for_target                      { TRY($$ = bt_ast_list_of(p, $1)); }
  | for_target_list COMMA for_target { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

for_target: arith | STAR arith      { TRY($$ = bt_build_starred(p, @$, $2)); };

with_stmt:
    WITH with_items COLON block     { TRY($$ = bt_build_with(p, @$, $2, @2, $4)); }
  | WITH WITH_LPAREN with_items_in_brackets comma_opt RPAREN COLON block
        { TRY($$ = bt_build_with(p, @$, $3, @3, $7)); }
  ;

with_items:
    with_item                       { TRY($$ = bt_ast_list_of(p, $1)); }
  | with_items COMMA with_item      { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

with_items_in_brackets:
    with_item                       { TRY($$ = bt_ast_list_of(p, $1)); }
  | with_items_in_brackets COMMA with_item { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

with_item:
    expr                            { TRY($$ = bt_build_withitem(p, $1, NULL)); }
  | expr AS for_target              { TRY($$ = bt_build_withitem(p, $1, $3)); }
  ;

try_stmt:
    TRY COLON block FINALLY COLON block
        { TRY($$ = bt_build_try(p, @$, BT_STMT_TRY, $3, NULL, NULL, $6)); }
  | TRY COLON block handlers else_opt finally_opt
        { TRY($$ = bt_build_try(p, @$, BT_STMT_TRY, $3, $4, $5, $6)); }
  | TRY COLON block star_handlers else_opt finally_opt
        { TRY($$ = bt_build_try(p, @$, BT_STMT_TRY_STAR, $3, $4, $5, $6)); }
  ;

handlers:
    handler                         { TRY($$ = bt_ast_list_of(p, $1)); }
  | handlers handler                { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

star_handlers:
    star_handler                    { TRY($$ = bt_ast_list_of(p, $1)); }
  | star_handlers star_handler      { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

handler:
    EXCEPT COLON block              { TRY($$ = bt_build_handler(p, @$, NULL, NULL, $3)); }
  | EXCEPT expr as_name_opt COLON block { TRY($$ = bt_build_handler(p, @$, $2, $3, $5)); }
  ;

star_handler: EXCEPT STAR expr as_name_opt COLON block
        { TRY($$ = bt_build_handler(p, @$, $3, $4, $6)); };

decorated:
    decorators func_def             { $$ = bt_build_decorate($2, $1); }
  | decorators class_def            { $$ = bt_build_decorate($2, $1); }
  | decorators ASYNC func_def       { $$ = bt_build_decorate(bt_build_async($3, @2), $1); }
  ;

decorators:
    AT named_expr NEWLINE           { TRY($$ = bt_ast_list_of(p, $2)); }
  | decorators AT named_expr NEWLINE { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

func_def:
    DEF NAME type_params_opt LPAREN params_opt RPAREN COLON block
        { TRY($$ = bt_build_function(p, @$, $2.name, $3, $5, NULL, $8)); }
  | DEF NAME type_params_opt LPAREN params_opt RPAREN ARROW expr COLON block
        { TRY($$ = bt_build_function(p, @$, $2.name, $3, $5, $8, $10)); }
  ;

class_def:
    CLASS NAME type_params_opt COLON block
        { TRY($$ = bt_build_class(p, @$, $2.name, $3, NULL, $5)); }
  | CLASS NAME type_params_opt LPAREN args_opt RPAREN COLON block
        { TRY($$ = bt_build_class(p, @$, $2.name, $3, $5, $8)); }
  ;

type_params_opt:
    %empty                          { $$ = NULL; }
  | LBRACKET type_param_list comma_opt RBRACKET { $$ = $2; }
  ;

type_param_list:
    type_param                      { TRY($$ = bt_ast_list_of(p, $1)); }
  | type_param_list COMMA type_param { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

type_param:
    NAME bound_opt type_default_opt
        { TRY($$ = bt_build_type_param(p, @$, BT_TYPE_PARAM_VAR, $1.name, $2, $3)); }
  | STAR NAME star_default_opt
        { TRY($$ = bt_build_type_param(p, @$, BT_TYPE_PARAM_VAR_TUPLE, $2.name, NULL, $3)); }
  | DOUBLE_STAR NAME type_default_opt
        { TRY($$ = bt_build_type_param(p, @$, BT_TYPE_PARAM_SPEC, $2.name, NULL, $3)); }
  ;

bound_opt: %empty { $$ = NULL; } | COLON expr { $$ = $2; };

type_default_opt: %empty { $$ = NULL; } | EQUAL expr { $$ = $2; };

star_default_opt: %empty { $$ = NULL; } | EQUAL star_expr { $$ = $2; };

params_opt:
    %empty                          { TRY($$ = bt_build_arguments(p, NULL)); }
  | params                          { TRY($$ = bt_build_arguments(p, $1)); }
  ;

params: param_list comma_opt;

param_list:
    param                           { TRY($$ = bt_ast_list_of(p, $1)); }
  | param_list COMMA param          { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

param:
    NAME annotation_opt default_opt
        {
            struct bt_arg *arg;
            struct bt_span span = $2 != NULL ? bt_span_join(@1, @2) : @1;
            TRY(arg = bt_build_param_arg(p, span, $1.name, $2));
            TRY($$ = bt_build_param(p, BT_PARAM_PLAIN, @1, arg, $3));
        }
  | STAR                            { TRY($$ = bt_build_param(p, BT_PARAM_STAR, @1, NULL, NULL)); }
  | STAR NAME star_annotation_opt
        {
            struct bt_arg *arg;
            struct bt_span span = $3 != NULL ? bt_span_join(@2, @3) : @2;
            TRY(arg = bt_build_param_arg(p, span, $2.name, $3));
            TRY($$ = bt_build_param(p, BT_PARAM_STAR, @1, arg, NULL));
        }
  | DOUBLE_STAR NAME annotation_opt
        {
            struct bt_arg *arg;
            struct bt_span span = $3 != NULL ? bt_span_join(@2, @3) : @2;
            TRY(arg = bt_build_param_arg(p, span, $2.name, $3));
            TRY($$ = bt_build_param(p, BT_PARAM_DOUBLE_STAR, @1, arg, NULL));
        }
  | SLASH                           { TRY($$ = bt_build_param(p, BT_PARAM_SLASH, @1, NULL, NULL)); }
  ;

annotation_opt: %empty { $$ = NULL; } | COLON expr { $$ = $2; };

star_annotation_opt: %empty { $$ = NULL; } | COLON star_expr { $$ = $2; };

default_opt: %empty { $$ = NULL; } | EQUAL expr { $$ = $2; };

lambda_params_opt:
    %empty                          { TRY($$ = bt_build_arguments(p, NULL)); }
  | lambda_params                   { TRY($$ = bt_build_arguments(p, $1)); }
  ;

lambda_params: lambda_param_list comma_opt;

lambda_param_list:
    lambda_param                    { TRY($$ = bt_ast_list_of(p, $1)); }
  | lambda_param_list COMMA lambda_param { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

lambda_param:
    NAME default_opt
        {
            struct bt_arg *arg;
            TRY(arg = bt_build_param_arg(p, @1, $1.name, NULL));
            TRY($$ = bt_build_param(p, BT_PARAM_PLAIN, @1, arg, $2));
        }
  | STAR                            { TRY($$ = bt_build_param(p, BT_PARAM_STAR, @1, NULL, NULL)); }
  | STAR NAME
        {
            struct bt_arg *arg;
            TRY(arg = bt_build_param_arg(p, @2, $2.name, NULL));
            TRY($$ = bt_build_param(p, BT_PARAM_STAR, @1, arg, NULL));
        }
  | DOUBLE_STAR NAME
        {
            struct bt_arg *arg;
            TRY(arg = bt_build_param_arg(p, @2, $2.name, NULL));
            TRY($$ = bt_build_param(p, BT_PARAM_DOUBLE_STAR, @1, arg, NULL));
        }
  | SLASH                           { TRY($$ = bt_build_param(p, BT_PARAM_SLASH, @1, NULL, NULL)); }
  ;

/* ---- match ---- */

match_stmt: MATCH subject COLON NEWLINE INDENT cases DEDENT
        { TRY($$ = bt_build_match(p, @$, $2, $6)); };

subject:
    star_named_list
        {
            $$ = $1->items[0];
            if ($1->n > 1 || $$->kind == BT_EXPR_STARRED) {
                if ($1->n == 1) {
                    bt_build_doubt(p, @1, "invalid syntax");
                    YYABORT;
                }
                TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1));
            }
        }
  | star_named_list COMMA           { TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1)); }
  ;

cases:
    case_block                      { TRY($$ = bt_ast_list_of(p, $1)); }
  | cases case_block                { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

case_block: CASE patterns guard_opt COLON block { TRY($$ = bt_build_case(p, $2, $3, $5)); };

guard_opt: %empty { $$ = NULL; } | IF named_expr { $$ = $2; };

patterns:
    pattern_list
        {
            if ($1->n == 1) {
                TRY($$ = bt_build_pattern_single(p, $1->items[0]));
            } else {
                TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, $1));
            }
        }
  | pattern_list COMMA
        { TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, $1)); }
  ;

pattern_list:
    maybe_star_pattern              { TRY($$ = bt_ast_list_of(p, $1)); }
  | pattern_list COMMA maybe_star_pattern { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

maybe_star_pattern:
    pattern
  | STAR NAME                       { TRY($$ = bt_build_pattern_star(p, @$, $2.name)); }
  ;

pattern:
    or_pattern
  | or_pattern AS NAME              { TRY($$ = bt_build_pattern_as(p, @$, $1, $3.name, @3)); }
  ;

or_pattern:
    or_patterns
        {
            $$ = $1->items[0];
            if ($1->n > 1) {
                TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_OR, $1));
            }
        }
  ;

or_patterns:
    closed_pattern                  { TRY($$ = bt_ast_list_of(p, $1)); }
  | or_patterns VBAR closed_pattern { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

closed_pattern:
    literal_expr                    { TRY($$ = bt_build_pattern_value(p, @$, $1)); }
  | NAME                            { TRY($$ = bt_build_pattern_capture(p, @$, $1.name)); }
  | name_or_attr DOT NAME
        {
            struct bt_expr *value;
            TRY(value = bt_build_attribute(p, @$, $1, $3.name));
            TRY($$ = bt_build_pattern_value(p, @$, value));
        }
  | LPAREN pattern_list RPAREN
        {
            if ($2->n > 1 ||
                ((struct bt_pattern *)$2->items[0])->kind == BT_PATTERN_STAR) {
                if ($2->n == 1) {
                    TRY(bt_build_pattern_single(p, $2->items[0]));
                }
                TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, $2));
            } else {
                $$ = $2->items[0];
            }
        }
  | LPAREN pattern_list COMMA RPAREN
        { TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, $2)); }
  | LPAREN RPAREN
        { TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, NULL)); }
  | LBRACKET pattern_list comma_opt RBRACKET
        { TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, $2)); }
  | LBRACKET RBRACKET
        { TRY($$ = bt_build_pattern_sequence(p, @$, BT_PATTERN_SEQUENCE, NULL)); }
  | LBRACE RBRACE                   { TRY($$ = bt_build_pattern_mapping(p, @$, NULL)); }
  | LBRACE mapping_items comma_opt RBRACE
        { TRY($$ = bt_build_pattern_mapping(p, @$, $2)); }
  | name_or_attr LPAREN RPAREN      { TRY($$ = bt_build_pattern_class(p, @$, $1, NULL)); }
  | name_or_attr LPAREN class_items comma_opt RPAREN
        { TRY($$ = bt_build_pattern_class(p, @$, $1, $3)); }
  ;

name_or_attr:
    NAME                            { TRY($$ = bt_build_name(p, @$, $1.name, BT_CTX_LOAD)); }
  | name_or_attr DOT NAME           { TRY($$ = bt_build_attribute(p, @$, $1, $3.name)); }
  ;

literal_expr:
    signed_number
  | signed_number PLUS NUMBER
        {
            TRY($$ = bt_build_number(p, @3, $3));
            TRY($$ = bt_build_complex(p, @$, $1, BT_OP_ADD, $$));
        }
  | signed_number MINUS NUMBER
        {
            TRY($$ = bt_build_number(p, @3, $3));
            TRY($$ = bt_build_complex(p, @$, $1, BT_OP_SUB, $$));
        }
  | strings                         { TRY($$ = bt_build_strings(p, @$, $1)); }
  | NONE                            { TRY($$ = bt_build_constant(p, @$, BT_CONST_NONE)); }
  | TRUE                            { TRY($$ = bt_build_constant(p, @$, BT_CONST_TRUE)); }
  | FALSE                           { TRY($$ = bt_build_constant(p, @$, BT_CONST_FALSE)); }
  ;

signed_number:
    NUMBER                          { TRY($$ = bt_build_number(p, @$, $1)); }
  | MINUS NUMBER
        {
            TRY($$ = bt_build_number(p, @2, $2));
            TRY($$ = bt_build_unary(p, @$, BT_UNARY_USUB, $$));
        }
  ;

mapping_items:
    mapping_item                    { TRY($$ = bt_ast_list_of(p, $1)); }
  | mapping_items COMMA mapping_item
        {
            if (((struct bt_pair *)$1->items[$1->n - 1])->rest != NULL) {
                bt_build_doubt(p, $3->key != NULL ? $3->key->span : @3, "invalid syntax");
                YYABORT;
            }
            TRY($$ = bt_ast_list_add(p, $1, $3));
        }
  ;

mapping_item:
    mapping_key COLON pattern       { TRY($$ = bt_build_pair(p, $1, $3, NULL)); }
  | DOUBLE_STAR NAME
        {
            if ($2.len == 1 && $2.text[0] == '_') {
                bt_build_doubt(p, @2, "invalid syntax");
                YYABORT;
            }
            TRY($$ = bt_build_pair(p, NULL, NULL, $2.name));
        }
  ;

mapping_key:
    literal_expr
  | name_or_attr DOT NAME           { TRY($$ = bt_build_attribute(p, @$, $1, $3.name)); }
  ;

class_items:
    class_item                      { TRY($$ = bt_ast_list_of(p, $1)); }
  | class_items COMMA class_item    { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

class_item:
    pattern                         { TRY($$ = bt_build_class_pattern_item(p, @$, NULL, $1)); }
  | NAME EQUAL pattern              { TRY($$ = bt_build_class_pattern_item(p, @$, $1.name, $3)); }
  ;

/* ---- expressions ---- */

star_exprs:
    star_list
        {
            $$ = $1->items[0];
            if ($1->n > 1) {
                TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1));
            }
        }
  | star_list COMMA                 { TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1)); }
  ;

star_list:
    star_expr                       { TRY($$ = bt_ast_list_of(p, $1)); }
  | star_list COMMA star_expr       { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

star_expr: expr | STAR arith        { TRY($$ = bt_build_starred(p, @$, $2)); };

star_named_list:
    star_named                      { TRY($$ = bt_ast_list_of(p, $1)); }
  | star_named_list COMMA star_named { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

star_named: named_expr | STAR arith { TRY($$ = bt_build_starred(p, @$, $2)); };

named_expr:
    expr
  | expr WALRUS expr                { TRY($$ = bt_build_named(p, @$, $1, @1, $3)); }
  ;

yield_expr:
    YIELD                           { TRY($$ = bt_build_yield(p, @$, BT_EXPR_YIELD, NULL)); }
  | YIELD star_exprs                { TRY($$ = bt_build_yield(p, @$, BT_EXPR_YIELD, $2)); }
  | YIELD FROM expr                 { TRY($$ = bt_build_yield(p, @$, BT_EXPR_YIELD_FROM, $3)); }
  ;

expr:
    disjunction
  | disjunction IF disjunction ELSE expr { TRY($$ = bt_build_if_exp(p, @$, $1, $3, $5)); }
  | LAMBDA lambda_params_opt COLON expr { TRY($$ = bt_build_lambda(p, @$, $2, $4)); }
  ;

disjunction:
    conjunction
  | or_list                         { TRY($$ = bt_build_bool(p, @$, BT_BOOL_OR, $1)); }
  ;

or_list:
    conjunction OR conjunction
        {
            TRY($$ = bt_ast_list_of(p, $1));
            TRY($$ = bt_ast_list_add(p, $$, $3));
        }
  | or_list OR conjunction          { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

conjunction:
    inversion
  | and_list                        { TRY($$ = bt_build_bool(p, @$, BT_BOOL_AND, $1)); }
  ;

and_list:
    inversion AND inversion
        {
            TRY($$ = bt_ast_list_of(p, $1));
            TRY($$ = bt_ast_list_add(p, $$, $3));
        }
  | and_list AND inversion          { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

inversion:
    comparison
  | NOT inversion                   { TRY($$ = bt_build_unary(p, @$, BT_UNARY_NOT, $2)); }
  ;

comparison:
    arith
  | comparisons                     { TRY($$ = bt_build_comparison(p, @$, $1)); }
  ;

comparisons:
    arith cmp_op arith              { TRY($$ = bt_build_compare(p, NULL, $1, $2, $3)); }
  | comparisons cmp_op arith        { TRY($$ = bt_build_compare(p, $1, NULL, $2, $3)); }
  ;

cmp_op:
    EQ_EQUAL                        { $$ = BT_CMP_EQ; }
  | NOT_EQUAL                       { $$ = BT_CMP_NOT_EQ; }
  | LESS                            { $$ = BT_CMP_LT; }
  | LESS_EQUAL                      { $$ = BT_CMP_LTE; }
  | GREATER                         { $$ = BT_CMP_GT; }
  | GREATER_EQUAL                   { $$ = BT_CMP_GTE; }
  | IS                              { $$ = BT_CMP_IS; }
  | IS NOT                          { $$ = BT_CMP_IS_NOT; }
  | IN                              { $$ = BT_CMP_IN; }
  | NOT IN                          { $$ = BT_CMP_NOT_IN; }
  ;

arith:
    power_operand
  | arith VBAR arith                { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_BIT_OR, $3)); }
  | arith CIRCUMFLEX arith          { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_BIT_XOR, $3)); }
  | arith AMPERSAND arith           { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_BIT_AND, $3)); }
  | arith LEFT_SHIFT arith          { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_LSHIFT, $3)); }
  | arith RIGHT_SHIFT arith         { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_RSHIFT, $3)); }
  | arith PLUS arith                { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_ADD, $3)); }
  | arith MINUS arith               { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_SUB, $3)); }
  | arith STAR arith                { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_MULT, $3)); }
  | arith SLASH arith               { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_DIV, $3)); }
  | arith PERCENT arith             { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_MOD, $3)); }
  | arith DOUBLE_SLASH arith        { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_FLOOR_DIV, $3)); }
  | arith AT arith                  { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_MAT_MULT, $3)); }
  | arith DOUBLE_STAR arith         { TRY($$ = bt_build_binary(p, @$, $1, BT_OP_POW, $3)); }
  | PLUS arith %prec UNARY          { TRY($$ = bt_build_unary(p, @$, BT_UNARY_UADD, $2)); }
  | MINUS arith %prec UNARY         { TRY($$ = bt_build_unary(p, @$, BT_UNARY_USUB, $2)); }
  | TILDE arith %prec UNARY         { TRY($$ = bt_build_unary(p, @$, BT_UNARY_INVERT, $2)); }
  ;

power_operand:
    primary
  | AWAIT primary                   { TRY($$ = bt_build_yield(p, @$, BT_EXPR_AWAIT, $2)); }
  ;

primary:
    atom
  | primary DOT NAME                { TRY($$ = bt_build_attribute(p, @$, $1, $3.name)); }
  | primary LBRACKET slices RBRACKET { TRY($$ = bt_build_subscript(p, @$, $1, $3)); }
  | primary LPAREN args_opt RPAREN
        { TRY($$ = bt_build_call(p, @$, $1, $3, bt_span_join(@2, @4))); }
  ;

atom:
    NAME                            { TRY($$ = bt_build_name(p, @$, $1.name, BT_CTX_LOAD)); }
  | NUMBER                          { TRY($$ = bt_build_number(p, @$, $1)); }
  | strings                         { TRY($$ = bt_build_strings(p, @$, $1)); }
  | NONE                            { TRY($$ = bt_build_constant(p, @$, BT_CONST_NONE)); }
  | TRUE                            { TRY($$ = bt_build_constant(p, @$, BT_CONST_TRUE)); }
  | FALSE                           { TRY($$ = bt_build_constant(p, @$, BT_CONST_FALSE)); }
  | ELLIPSIS                        { TRY($$ = bt_build_constant(p, @$, BT_CONST_ELLIPSIS)); }
  | LPAREN RPAREN                   { TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, NULL)); }
  | LPAREN group_body RPAREN        { $$ = $2; }
  | LPAREN star_named_list COMMA RPAREN { TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $2)); }
  | LPAREN star_named_list COMMA star_named RPAREN
        {
            TRY($2 = bt_ast_list_add(p, $2, $4));
            TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $2));
        }
  | LPAREN star_named comp_for RPAREN
        { TRY($$ = bt_build_comp(p, @$, BT_EXPR_GENERATOR_EXP, $2, $3)); }
  | LBRACKET RBRACKET               { TRY($$ = bt_build_list(p, @$, BT_EXPR_LIST, NULL)); }
  | LBRACKET star_named_list comma_opt RBRACKET
        { TRY($$ = bt_build_list(p, @$, BT_EXPR_LIST, $2)); }
  | LBRACKET star_named comp_for RBRACKET
        { TRY($$ = bt_build_comp(p, @$, BT_EXPR_LIST_COMP, $2, $3)); }
  | LBRACE RBRACE                   { TRY($$ = bt_build_dict(p, @$, NULL)); }
  | LBRACE dict_items comma_opt RBRACE { TRY($$ = bt_build_dict(p, @$, $2)); }
  | LBRACE dict_item comp_for RBRACE { TRY($$ = bt_build_dict_comp(p, @$, $2, $3)); }
  | LBRACE star_named_list comma_opt RBRACE { TRY($$ = bt_build_set(p, @$, $2)); }
  | LBRACE star_named comp_for RBRACE
        { TRY($$ = bt_build_comp(p, @$, BT_EXPR_SET_COMP, $2, $3)); }
  ;

group_body:
    star_named                      { TRY($$ = bt_build_group(p, $1)); }
  | yield_expr
  ;

dict_items:
    dict_item                       { TRY($$ = bt_ast_list_of(p, $1)); }
  | dict_items COMMA dict_item      { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

dict_item:
    expr COLON expr                 { TRY($$ = bt_build_pair(p, $1, $3, NULL)); }
  | DOUBLE_STAR arith               { TRY($$ = bt_build_pair(p, NULL, $2, NULL)); }
  ;

comp_for:
    comp_clause                     { TRY($$ = bt_ast_list_of(p, $1)); }
  | comp_for comp_clause            { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

comp_clause:
    for_head disjunction comp_ifs   { TRY($$ = bt_build_comprehension(p, $1, $2, $3, false)); }
  | ASYNC for_head disjunction comp_ifs
        { TRY($$ = bt_build_comprehension(p, $2, $3, $4, true)); }
  ;

comp_ifs:
    %empty                          { $$ = NULL; }
  | comp_ifs IF disjunction
        { TRY($$ = $1 == NULL ? bt_ast_list_of(p, $3) : bt_ast_list_add(p, $1, $3)); }
  ;

slices:
    slice
        {
            $$ = $1;
            if ($1->kind == BT_EXPR_STARRED) {
                struct bt_ast_list *list;
                TRY(list = bt_ast_list_of(p, $1));
                TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, list));
            }
        }
  | slice_list COMMA                { TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1)); }
  | slice_list COMMA slice
        {
            TRY($1 = bt_ast_list_add(p, $1, $3));
            TRY($$ = bt_build_list(p, @$, BT_EXPR_TUPLE, $1));
        }
  ;

slice_list:
    slice                           { TRY($$ = bt_ast_list_of(p, $1)); }
  | slice_list COMMA slice          { TRY($$ = bt_ast_list_add(p, $1, $3)); }
  ;

slice:
    named_expr
  | STAR expr                       { TRY($$ = bt_build_starred(p, @$, $2)); }
  | slice_part COLON slice_part
        { TRY($$ = bt_build_slice(p, bt_span_join($1 != NULL ? @1 : @2, @3), $1, $3, NULL)); }
  | slice_part COLON slice_part COLON slice_part
        { TRY($$ = bt_build_slice(p, bt_span_join($1 != NULL ? @1 : @2, @5), $1, $3, $5)); }
  ;

slice_part: %empty { $$ = NULL; } | expr;

args_opt:
    %empty                          { $$ = NULL; }
  | args                            { $$ = $1; }
  | args COMMA                      { $$ = $1; $$->trailing_comma = true; }
  ;

args:
    named_expr                      { TRY($$ = bt_build_arg(p, NULL, $1, @1)); }
  | STAR expr
        {
            struct bt_expr *starred;
            TRY(starred = bt_build_starred(p, @$, $2));
            TRY($$ = bt_build_arg(p, NULL, starred, @$));
        }
  | named_expr comp_for
        {
            struct bt_expr *comp;
            TRY(comp = bt_build_comp(p, @$, BT_EXPR_GENERATOR_EXP, $1, $2));
            TRY($$ = bt_build_generator_arg(p, NULL, comp, @2));
        }
  | expr EQUAL expr                 { TRY($$ = bt_build_keyword_arg(p, NULL, $1, @1, $3, @$)); }
  | DOUBLE_STAR expr                { TRY($$ = bt_build_keyword_arg(p, NULL, NULL, @1, $2, @$)); }
  | args COMMA named_expr           { TRY($$ = bt_build_arg(p, $1, $3, @3)); }
  | args COMMA STAR expr
        {
            struct bt_expr *starred;
            TRY(starred = bt_build_starred(p, bt_span_join(@3, @4), $4));
            TRY($$ = bt_build_arg(p, $1, starred, bt_span_join(@3, @4)));
        }
  | args COMMA named_expr comp_for
        {
            struct bt_expr *comp;
            TRY(comp = bt_build_comp(p, bt_span_join(@3, @4), BT_EXPR_GENERATOR_EXP, $3, $4));
            TRY($$ = bt_build_generator_arg(p, $1, comp, @4));
        }
  | args COMMA expr EQUAL expr
        { TRY($$ = bt_build_keyword_arg(p, $1, $3, @3, $5, bt_span_join(@3, @5))); }
  | args COMMA DOUBLE_STAR expr
        { TRY($$ = bt_build_keyword_arg(p, $1, NULL, @3, $4, bt_span_join(@3, @4))); }
  ;

/* ---- strings ---- */

strings:
    string                          { TRY($$ = bt_ast_list_of(p, $1)); }
  | strings string                  { TRY($$ = bt_ast_list_add(p, $1, $2)); }
  ;

string:
    STRING                          { TRY($$ = bt_build_string(p, @$, $1)); }
  | FSTRING_START fstring_parts FSTRING_END
        { TRY($$ = bt_build_fstring_end(p, @$, $2, @3)); }
  ;

fstring_parts:
    %empty                          { TRY($$ = bt_ast_list_new(p)); }
  | fstring_parts FSTRING_MIDDLE
        {
            struct bt_expr *text;
            TRY(text = bt_build_fstring_text(p, @2, $2, false));
            TRY($$ = bt_ast_list_add(p, $1, text));
        }
  | fstring_parts FIELD_START fstring_value conversion_opt spec_opt FIELD_END
        {
            TRY($$ = bt_build_field(p, bt_span_join(@2, @6), $1, $2, $3, NULL, $4, $5, $6));
        }
  | fstring_parts FIELD_START fstring_value EQUAL conversion_opt spec_opt FIELD_END
        {
            TRY($$ = bt_build_field(p, bt_span_join(@2, @7), $1, $2, $3, &$4, $5, $6, $7));
        }
  ;

fstring_value: star_exprs | yield_expr;

conversion_opt:
    %empty                          { $$ = (struct bt_field_part){ .conversion = -1 }; }
  | EXCLAMATION NAME
        {
            $$ = (struct bt_field_part){ .text = $1.text, .span = @$ };
            TRY($$.conversion = bt_build_conversion(p, @1, @2, $2));
        }
  ;

spec_opt:
    %empty                          { $$ = (struct bt_field_part){ .conversion = -1 }; }
  | SPEC_COLON spec
        {
            $$ = (struct bt_field_part){ .text = $1.text, .span = @$, .spec = $2 };
            $$.spec->span = @$;
        }
  ;

spec: spec_parts                    { TRY($$ = bt_build_fstring(p, @$, $1)); };

spec_parts:
    %empty                          { TRY($$ = bt_ast_list_new(p)); }
  | spec_parts FSTRING_MIDDLE
        {
            struct bt_expr *text;
            TRY(text = bt_build_fstring_text(p, @2, $2, true));
            TRY($$ = bt_ast_list_add(p, $1, text));
        }
  | spec_parts FIELD_START fstring_value conversion_opt spec_opt FIELD_END
        {
            TRY($$ = bt_build_field(p, bt_span_join(@2, @6), $1, $2, $3, NULL, $4, $5, $6));
        }
  | spec_parts FIELD_START fstring_value EQUAL conversion_opt spec_opt FIELD_END
        {
            TRY($$ = bt_build_field(p, bt_span_join(@2, @7), $1, $2, $3, &$4, $5, $6, $7));
        }
  ;
%%
