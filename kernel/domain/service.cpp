// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/service.hpp"
namespace guichet::domain {
const Field* Form::find(std::string_view id) const {
  for (auto& f : fields)
    if (f.id == id) return &f;
  return nullptr;
}
std::optional<FieldType> field_type_of(std::string_view) {
  return FieldType::text;
}
std::string_view name_of(FieldType) {
  return "text";
}
std::string_view name_of(Urgency) {
  return "normal";
}
Urgency urgency_of(std::string_view) {
  return Urgency::normal;
}
std::vector<std::string> shown_fields(const Form& f, const Answers&, const FormContext&) {
  std::vector<std::string> r;
  for (auto& x : f.fields) r.push_back(x.id);
  return r;
}
Answers read_answers(const Form&, const Typed& t) {
  Answers a = nlohmann::json::object();
  for (auto& [k, v] : t) a[k] = v;
  return a;
}
Result<Answers> check_answers(const Form&, const Answers& a, const FormContext&) {
  return a;
}
Answers prefilled(const Form&, const FormContext&) {
  return nlohmann::json::object();
}
Result<Service> service_from_json(const nlohmann::json& j, const std::string& p) {
  Service s;
  s.id = p + "/" + j.value("id", "");
  s.plugin = p;
  return s;
}
}  // namespace guichet::domain
