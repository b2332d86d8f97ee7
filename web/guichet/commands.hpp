// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/guichet/options.hpp"
#include "web/guichet/terminal.hpp"

namespace guichet::web {

// Each runs one command to its end and answers the exit code: 0 done, 1 it failed and said why.
int run_demo(const Options& options, const Terminal& terminal);
int run_serve(const Options& options, const Terminal& terminal);
int run_services(const Options& options, const Terminal& terminal);
int run_match(const Options& options, const Terminal& terminal);
/// Also 3: it was done, and not every node has followed yet.
int run_plugin(const Options& options, const Terminal& terminal);
int run_evaluate(const Options& options, const Terminal& terminal);
/// Imports a folder. 1 also when a file was refused, or there was none.
int run_articles(const Options& options, const Terminal& terminal);
int run_backup(const Options& options, const Terminal& terminal);
int run_restore(const Options& options, const Terminal& terminal);

}  // namespace guichet::web
