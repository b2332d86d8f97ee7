// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/article_import.hpp"
#include "kernel/domain/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace guichet::web {

/// What `guichet plugin ACTION` was asked for.
struct PluginOptions {
  std::string action;              ///< "list", "show", "install", ...
  std::vector<std::string> words;  ///< what follows it: an id, a file, NAME=VALUE
  std::vector<std::string> grant;  ///< capabilities, or "all"
  std::vector<std::string> of;     ///< trust: the plugin ids a key may sign; "*" for any
  std::string name;                ///< trust: what the key is called
  std::string input = "{}";        ///< call: a JSON object
  bool allow_unsigned = false;     ///< install, upgrade: without a trusted signature
  bool even_if_required = false;   ///< disable: though others need it
  std::int64_t wait = 20;          ///< seconds for the nodes to follow; 0: not at all
};

/// What `guichet evaluate` was asked for. Files are paths.
struct EvaluationOptions {
  std::string what;                            ///< "retrieval", "routing"
  std::string documents, queries, judgements;  ///< retrieval
  std::string train, test;                     ///< routing
  double misspell = 0;                         ///< chance that a long word is misspelt
  std::uint32_t seed = 1;
  std::vector<std::string> without;  ///< parts of the ranking
  std::string threshold;             ///< "auto", a confidence, or nothing: as auto
  double accuracy = 0.92;
  double cost_wrong = 5, cost_asked = 1;
};

/// What was asked for on the command line.
struct Options {
  std::string command;                ///< "serve", "demo", "services", "match", "plugin", "evaluate", "backup", ...
  std::string data;                   ///< the data folder
  std::string database;               ///< postgresql://...; empty: SQLite in the data folder
  std::vector<std::string> bundles;   ///< demo: plugin bundles to install and enable; empty: those built beside us
  std::int64_t people = 1'000;        ///< demo
  std::int64_t requests = 2'000;      ///< demo
  std::string address = "127.0.0.1";  ///< serve
  std::int64_t port = 8080;           ///< serve; 0: any free one, at most 65535
  std::string develop;                ///< serve: id of a plugin that is being written; empty: none
  bool expose_demonstration = false;  ///< serve: a demonstration on an address that is not loopback
  std::vector<std::string> trusted_proxies;
  std::string public_address;  ///< how letters name the portal: "https://guichet.univ.fr"; empty: as served
  std::string smtp;            ///< host:port; empty: letters wait (a demonstration shows them)
  std::string mail_from = "guichet@localhost";
  std::size_t workers = 16;
  std::string as;     ///< match: the sign-in name of who asks; empty: signed out
  std::string words;  ///< match
  bool json = false;
  bool standard_input = false;  ///< match: PERSON<TAB>words lines
  std::string target;           ///< backup, restore: the copy's folder
  PluginOptions plugin;
  EvaluationOptions evaluation;
  counter::ArticleImport articles;  ///< articles import
};

/// Error{invalid} whose `detail` says what to write instead, for the terminal.
[[nodiscard]] domain::Result<Options> read_options(int count, const char* const* arguments);

/// The rest of a command line that begins with `plugin`, read into `options`.
[[nodiscard]] domain::Result<domain::Done> read_plugin_options(Options& options,
                                                               const std::vector<std::string>& arguments);

/// The same of one that begins with `evaluate`.
[[nodiscard]] domain::Result<domain::Done> read_evaluation_options(Options& options,
                                                                   const std::vector<std::string>& arguments);

/// The usage of every command, for the terminal.
[[nodiscard]] std::string usage();
[[nodiscard]] std::string plugin_usage();
[[nodiscard]] std::string evaluation_usage();

}  // namespace guichet::web
