// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/rules/suggestion.hpp"
#include "sdk/tool/commands.hpp"

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

namespace tool = guichet::sdk_tool;

struct Command {
  const char* name;
  const char* usage;
  const char* does;
  std::size_t least, most;           ///< words after the command
  std::vector<const char*> options;  ///< it takes
  int (*run)(const tool::Arguments&, const tool::Terminal&);
};

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"new",
       "new [ID] [--template declarative|automation|connector|c] [--department-fr TEXT] [--department-en TEXT] "
       "[--into FOLDER]",
       "Makes a plugin that builds, holds and shows in a portal; asks for what is not given.",
       0,
       1,
       {"template", "department-fr", "department-en", "into"},
       tool::new_plugin},
      {"check",
       "check FOLDER|BUNDLE [--json] [--accepted PLUGIN/SERVICE]...",
       "Runs every rule, each as a test in a process of its own. --accepted: an administrator accepts by name that "
       "this "
       "service works first, though it spends money or grants rights.",
       1,
       1,
       {"json", "rule", "accepted"},
       tool::check},
      {"test",
       "test FOLDER [--bundle BUNDLE] [--json]",
       "Runs the scenarios, scenarios/*.yaml: who sees which questions, where it goes, what happens.",
       1,
       1,
       {"bundle", "json"},
       tool::test},
      {"run",
       "run FOLDER [--port PORT] [--with BUNDLE]... [--allow-private]",
       "Opens a private portal with this plugin, and upgrades it whenever a file is saved. --with: a built plugin "
       "beside "
       "it, which it requires; --allow-private: lets it connect to what it names inside private networks.",
       1,
       1,
       {"port", "with", "allow-private"},
       tool::run},
      {"docs",
       "docs FOLDER|BUNDLE [--output PAGE.html|PAGE.md]",
       "Writes a page about the plugin: services, questions, routing, pictures of its workflows.",
       1,
       1,
       {"output"},
       tool::docs},
      {"build",
       "build FOLDER --output OUT.guichet [--library plugin.so]",
       "Compiles plugin.yaml, services/*.yaml and docs/*.md into a bundle; CMake does it for you.",
       1,
       1,
       {"output", "library"},
       tool::build},
      {"pack", "pack BUNDLE [--output FILE]", "Packs a built bundle into one file.", 1, 1, {"output"}, tool::pack},
      {"keygen", "keygen FILE", "Makes a key to sign with: the secret into FILE.", 1, 1, {}, tool::keygen},
      {"sign", "sign BUNDLE --key FILE", "Signs a bundle, a folder or a packed one.", 1, 1, {"key"}, tool::sign},
      {"schema", "schema [NAME]", "Lists the published JSON Schemas, or prints one.", 0, 1, {}, tool::schema},
  };
  return all;
}

void print_usage(std::ostream& out) {
  out << "guichet-sdk: make, check and publish plugins of Guichet\n\n";
  for (const Command& command : commands())
    out << "  guichet-sdk " << command.usage << "\n      " << command.does << "\n";
  out << "\nExit: 0 it holds, 1 it does not (each error with file, line and what to do), 2 wrong usage, 3 a file "
         "cannot "
         "be read or written.\n";
}

/// What is wrong, and the one line that helps: the whole usage would hide it.
int wrong(const std::string& problem, const Command* command = nullptr) {
  std::cerr << "guichet-sdk: " << problem << "\n";
  if (command != nullptr)
    std::cerr << "it is: guichet-sdk " << command->usage << "\n";
  else
    std::cerr << "`guichet-sdk help` lists the commands\n";
  return tool::wrong_usage;
}

std::vector<std::string> names_of_commands() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  return names;
}

int run(const tool::Arguments& arguments) {
  if (arguments.has("help") || arguments.command == "help") {
    print_usage(std::cout);
    return tool::success;
  }
  if (arguments.command.empty()) return wrong(arguments.problem.empty() ? "say what to do" : arguments.problem);
  const auto command = std::find_if(commands().begin(), commands().end(),
                                    [&](const Command& each) { return arguments.command == each.name; });
  if (command == commands().end())
    return wrong("there is no command " + arguments.command +
                 guichet::plugins::did_you_mean(arguments.command, names_of_commands()));
  const auto misused = [&](const std::string& problem) { return wrong(problem, &*command); };
  for (const auto& [name, values] : arguments.options) {
    const auto knows = [&, &option = name](const char* each) { return option == each; };
    if (std::none_of(command->options.begin(), command->options.end(), knows))
      return misused(arguments.command + " has no option --" + name);
    if (std::find(values.begin(), values.end(), "") != values.end()) return misused("--" + name + " is empty");
  }
  if (!arguments.problem.empty()) return misused(arguments.problem);
  if (arguments.plain.size() < command->least) return misused("something is missing");
  if (arguments.plain.size() > command->most) return misused(arguments.plain[command->most] + " is too much");
  if (std::find(arguments.plain.begin(), arguments.plain.end(), "") != arguments.plain.end())
    return misused("an empty name names nothing");
  if (arguments.command == "build" && arguments.option("output").empty()) return misused("build needs --output");
  if (arguments.command == "sign" && arguments.option("key").empty()) return misused("sign needs --key FILE");
  return command->run(arguments, {std::cin, std::cout, std::cerr});
}

}  // namespace

int main(int count, char** values) {
  try {
    return run(tool::read_arguments(count, values));
  } catch (const std::exception& error) {
    std::cerr << "guichet-sdk: " << error.what() << "\n";
    return tool::cannot_work;
  }
}
