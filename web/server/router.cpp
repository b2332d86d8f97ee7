// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/router.hpp"

#include "web/server/text.hpp"

#include <stdexcept>

namespace guichet::web::server {

struct Router::Node {
  struct Route {
    std::vector<std::string> parameters;
    Handler handler;
  };

  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> rest;
  std::map<std::string, Route, std::less<>> routes;  ///< by method
};

Response plain_error(const Request* /*request*/, int status) {
  return plain_text(std::to_string(status) + " " + std::string(reason_phrase(status)) + "\n", status);
}

Router::Router(ErrorRenderer errors) : root_(std::make_unique<Node>()), errors_(std::move(errors)) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::add(std::string_view method, std::string_view pattern, Handler handler) {
  const std::string shown(pattern);
  if (!pattern.starts_with('/')) throw std::logic_error("a route starts with a slash: " + shown);
  Node* node = root_.get();
  std::vector<std::string> parameters;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const std::string_view segment = take_until(pattern, '/');
    if (segment.empty()) throw std::logic_error("a route has an empty segment: " + shown);
    std::unique_ptr<Node>* next = nullptr;
    if (segment.front() == '{' && segment.back() == '}') {
      std::string_view name = segment.substr(1, segment.size() - 2);
      const bool takes_rest = name.ends_with("...");
      if (takes_rest && !pattern.empty()) throw std::logic_error("only the last segment takes the rest: " + shown);
      if (takes_rest) name.remove_suffix(3);
      next = takes_rest ? &node->rest : &node->parameter;
      parameters.emplace_back(name);
    } else {
      next = &node->fixed[std::string(segment)];
    }
    if (!*next) *next = std::make_unique<Node>();
    node = next->get();
  }
  const bool added =
      node->routes.emplace(std::string(method), Node::Route{std::move(parameters), std::move(handler)}).second;
  if (!added) throw std::logic_error("a route was given twice: " + shown);
}

const Router::Node* Router::find(const Node& node, std::string_view path, std::vector<std::string_view>& taken) {
  if (path.empty()) return node.routes.empty() ? nullptr : &node;
  std::string_view following = path;
  const std::string_view segment = take_until(following, '/');
  const auto fixed = node.fixed.find(segment);
  if (fixed != node.fixed.end()) {
    if (const Node* found = find(*fixed->second, following, taken)) return found;
  }
  if (node.parameter && !segment.empty()) {
    taken.push_back(segment);
    if (const Node* found = find(*node.parameter, following, taken)) return found;
    taken.pop_back();
  }
  if (!node.rest) return nullptr;
  taken.push_back(path);
  return node.rest.get();
}

Response Router::operator()(Request& request) const {
  std::vector<std::string_view> taken;
  const Node* node = find(*root_, std::string_view(request.path).substr(1), taken);
  if (node == nullptr) return errors_(&request, 404);

  auto route = node->routes.find(request.method);
  if (route == node->routes.end() && request.method == "HEAD") route = node->routes.find("GET");
  if (route != node->routes.end()) {
    for (std::size_t i = 0; i < taken.size(); ++i) {
      request.path_parameters.add(route->second.parameters[i], std::string(taken[i]));
    }
    return route->second.handler(request);
  }

  std::string allowed;
  for (const auto& [method, unused] : node->routes) {
    allowed += method + ", ";
    if (method == "GET" && node->routes.find("HEAD") == node->routes.end()) allowed += "HEAD, ";
  }
  Response response = request.method == "OPTIONS" ? empty(204) : errors_(&request, 405);
  response.headers.emplace_back("Allow", allowed + "OPTIONS");
  return response;
}

}  // namespace guichet::web::server
