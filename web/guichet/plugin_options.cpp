// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/options.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace guichet::web {
namespace {

namespace po = boost::program_options;

struct Action {
  std::string_view name;
  std::size_t least, most;  ///< words that follow it
  std::string_view words;   ///< what they are, for the usage
  std::string_view what;
};
constexpr std::size_t any_number = 1000;
constexpr std::array actions{
    Action{"list", 0, 0, "", "every plugin and its state"},
    Action{"show", 1, 1, "ID", "everything about one"},
    Action{"install", 1, 1, "FILE", "keep a bundle, a file or a folder; nothing is offered yet"},
    Action{"enable", 1, 1, "ID [--grant CAP,CAP|all]", "offer what it brings, approving what it may do"},
    Action{"disable", 1, 1, "ID", "offer it no longer: requests go on, automations wait"},
    Action{"upgrade", 2, 2, "ID FILE [--grant CAP,CAP|all]", "change to another version while serving"},
    Action{"rollback", 1, 1, "ID", "back to the version before"},
    Action{"remove", 1, 1, "ID", "forget a disabled plugin and its settings"},
    Action{"log", 1, 1, "ID", "its last lines, on every node"},
    Action{"call", 2, 2, "ID AUTOMATION [--input JSON]",
           "try one automation: the counter changes nothing, machines outside may"},
    Action{"set", 2, any_number, "ID NAME=VALUE ...", "change settings; NAME= alone forgets, NAME=- reads a line"},
    Action{"keys", 0, 0, "", "signing keys that are trusted"},
    Action{"trust", 1, 1, "KEY --for ID,ID [--name TEXT]", "trust a key for these plugins"},
    Action{"untrust", 1, 1, "KEY", "trust it no longer"},
    Action{"help", 0, any_number, "", "this text"},
};

po::options_description described(Options& options, std::vector<std::string>& grants, std::vector<std::string>& of) {
  PluginOptions& plugin = options.plugin;
  po::options_description all("Options of guichet plugin");
  auto add = all.add_options();
  add("data", po::value(&options.data), "the data folder");
  add("database", po::value(&options.database),
      "postgresql://user:password@host/name instead of SQLite in the data folder");
  add("json", po::bool_switch(&options.json), "print JSON");
  add("grant", po::value(&grants)->composing(), "enable, upgrade: capabilities to approve, joined by commas, or all");
  add("allow-unsigned", po::bool_switch(&plugin.allow_unsigned),
      "install, upgrade: though nobody you trust has signed it");
  add("even-if-required", po::bool_switch(&plugin.even_if_required), "disable: though other plugins need it");
  add("wait", po::value(&plugin.wait)->default_value(plugin.wait),
      "seconds to wait until every server has followed; 0: not at all");
  add("input", po::value(&plugin.input)->default_value(plugin.input), "call: what the automation is given");
  add("for", po::value(&of)->composing(), "trust: plugins the key may sign, joined by commas, or *");
  add("name", po::value(&plugin.name), "trust: what you call the key");
  return all;
}

domain::Error misused(std::string detail) {
  return {domain::ErrorKind::invalid, "error.command-line", {}, {}, std::move(detail)};
}

std::vector<std::string> split(const std::vector<std::string>& given) {
  std::vector<std::string> parts;
  for (const std::string& list : given) {
    std::istringstream text(list);
    for (std::string part; std::getline(text, part, ',');) {
      if (!part.empty()) parts.push_back(part);
    }
  }
  return parts;
}

std::string line_of(const Action& action) {
  std::string line = "guichet plugin " + std::string(action.name);
  if (!action.words.empty()) line += " " + std::string(action.words);
  return line;
}

domain::Result<domain::Done> checked(const Options& options) {
  const PluginOptions& plugin = options.plugin;
  const auto* const action =
      std::find_if(actions.begin(), actions.end(), [&](const Action& each) { return each.name == plugin.action; });
  if (action == actions.end()) return misused("there is no action \"" + plugin.action + "\"; see guichet plugin help");
  if (plugin.action == "help") return domain::Done{};
  if (plugin.words.size() < action->least || plugin.words.size() > action->most) {
    return misused("write " + line_of(*action) + " --data DIR");
  }
  if (options.data.empty()) return misused("--data DIR is missing: the folder where the counter keeps everything");
  if (plugin.action == "trust" && plugin.of.empty()) {
    return misused("--for ID is missing: the plugins that this key may sign; write " + line_of(*action));
  }
  if (plugin.wait < 0 || plugin.wait > 3600) return misused("--wait must be between 0 and 3600");
  return domain::Done{};
}

}  // namespace

std::string plugin_usage() {
  Options defaults;
  std::vector<std::string> grants, of;
  std::ostringstream text;
  text << "guichet plugin: plugins, while the counter is open\n\n";
  constexpr std::size_t column = 46;
  for (const Action& action : actions) {
    std::string line = "  " + std::string(action.name);
    if (!action.words.empty()) line += " " + std::string(action.words);
    line.resize(std::max(line.size() + 2, column), ' ');
    text << line << action.what << '\n';
  }
  text << "\nExit codes: 0 done; 1 it failed, and why was said; 2 the command line; 3 done, and not every server has\n"
          "followed yet.\n\n"
       << described(defaults, grants, of);
  return text.str();
}

domain::Result<domain::Done> read_plugin_options(Options& options, const std::vector<std::string>& arguments) {
  std::vector<std::string> words, grants, of;
  po::options_description known = described(options, grants, of);
  known.add_options()("words", po::value(&words));
  po::positional_options_description positional;
  positional.add("words", -1);
  const bool asks_help = arguments.empty() || std::any_of(arguments.begin(), arguments.end(), [](const auto& word) {
                           return word == "--help" || word == "-h";
                         });
  if (asks_help) {
    options.plugin.action = "help";
    return domain::Done{};
  }
  try {
    po::variables_map values;
    po::store(po::command_line_parser(arguments).options(known).positional(positional).run(), values);
    po::notify(values);
  } catch (const po::error& failure) {
    return misused(failure.what());
  }
  if (words.empty()) return misused("say what to do; see guichet plugin help");
  options.plugin.action = words.front();
  options.plugin.words.assign(words.begin() + 1, words.end());
  options.plugin.grant = split(grants);
  options.plugin.of = split(of);
  return checked(options);
}

}  // namespace guichet::web
