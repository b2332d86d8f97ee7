// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace guichet::web {

/// What was asked for on the command line.
struct Options {
  std::string command;                ///< "serve", "demo", "services", "match", "backup", "restore", "help", "version"
  std::string data;                   ///< the data folder
  std::string database;               ///< postgresql://...; empty: SQLite in the data folder
  std::vector<std::string> bundles;   ///< demo: plugin bundles to install and enable; empty: those built beside us
  std::int64_t people = 1'000;        ///< demo
  std::int64_t requests = 2'000;      ///< demo
  std::string address = "127.0.0.1";  ///< serve
  std::int64_t port = 8080;           ///< serve; 0: any free one, at most 65535
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
};

/// Error{invalid} whose `detail` says what to write instead, for the terminal.
[[nodiscard]] domain::Result<Options> read_options(int count, const char* const* arguments);

/// The usage of every command, for the terminal.
[[nodiscard]] std::string usage();

}  // namespace guichet::web
