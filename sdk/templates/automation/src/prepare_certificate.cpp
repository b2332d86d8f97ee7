#include <guichet/sdk/plugin.hpp>

#include <string>

using namespace guichet::sdk;

namespace {

/// People type their number as it is printed, in pairs.
std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ' ')
      return "";
  }
  return digits;
}

Outcome prepare_certificate(const Call& call) {
  const std::string number = digits_of(call.text("number"));
  if (number.size() != 8) {
    return hand_over({"Le numéro indiqué n’en est pas un : une personne va le retrouver avec vous.",
                      "The number given is not one: somebody will find it with you."});
  }
  const Answer signatory = call.host().settings().get("signatory");
  call.host().log().info("preparing a certificate");  // for the administrator: never a person's words
  call.host().request().comment({"Votre attestation est prête.", "Your certificate is ready."});
  return done({{"number", number}, {"signed_by", signatory ? signatory.value : nlohmann::json()}});
}

}  // namespace

GUICHET_PLUGIN(department) {
  plugin.automation("prepare-certificate", prepare_certificate);
}
