// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/commands.hpp"

#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr const char* usage = R"(guichet-sdk: build and check plugins of Guichet

  guichet-sdk build FOLDER --output OUT.guichet [--library plugin.so]
      Compiles plugin.yaml, services/*.yaml and docs/*.md of FOLDER into a bundle.
  guichet-sdk check FOLDER
      Says whether the kernel would accept a bundle, or whether a source folder would compile.
  guichet-sdk schema [NAME]
      Lists the published JSON Schemas, or prints one.

Exit: 0 it holds, 1 it does not (each error with file, line and what to do), 2 wrong usage, 3 a file cannot be read or written.
)";

struct Arguments {
  std::vector<std::string> plain;
  std::map<std::string, std::string> options;
  std::string problem;
};

Arguments read(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string value = values[i];
    if (value == "--help" || value == "-h") {
      arguments.options["--help"] = "";
    } else if (value == "--library" || value == "--output") {
      if (i + 1 == count)
        arguments.problem = value + " needs a path";
      else
        arguments.options[value] = values[++i];
    } else if (value.rfind("--", 0) == 0) {
      arguments.problem = "there is no option " + value;
    } else {
      arguments.plain.push_back(value);
    }
  }
  return arguments;
}

int wrong(const std::string& problem) {
  std::cerr << "guichet-sdk: " << problem << "\n\n" << usage;
  return guichet::sdk_tool::wrong_usage;
}

int run(const Arguments& arguments) {
  namespace tool = guichet::sdk_tool;
  if (arguments.options.count("--help") > 0) {
    std::cout << usage;
    return tool::success;
  }
  if (!arguments.problem.empty()) return wrong(arguments.problem);
  if (arguments.plain.empty()) return wrong("say what to do");
  const std::string& command = arguments.plain[0];
  const auto option = [&](const std::string& name) {
    const auto given = arguments.options.find(name);
    return given == arguments.options.end() ? "" : given->second;
  };
  if (command != "build" && !arguments.options.empty()) return wrong(command + " has no options");
  if (command == "build") {
    if (arguments.plain.size() != 2 || option("--output").empty()) return wrong("build needs one FOLDER and --output");
    return tool::build(arguments.plain[1], option("--library"), option("--output"), std::cout, std::cerr);
  }
  if (command == "check") {
    if (arguments.plain.size() != 2) return wrong("check needs one FOLDER");
    return tool::check(arguments.plain[1], std::cout, std::cerr);
  }
  if (command == "schema") {
    if (arguments.plain.size() > 2) return wrong("schema takes one NAME");
    return tool::schema(arguments.plain.size() == 2 ? arguments.plain[1] : "", std::cout, std::cerr);
  }
  return wrong("there is no command " + command);
}

}  // namespace

int main(int count, char** values) {
  try {
    return run(read(count, values));
  } catch (const std::exception& error) {
    std::cerr << "guichet-sdk: " << error.what() << "\n";
    return guichet::sdk_tool::cannot_work;
  }
}
