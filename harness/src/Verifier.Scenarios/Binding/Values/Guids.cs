using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>GUIDs, written without braces.</summary>
internal static class Guids
{
    /// <summary>A GUID.</summary>
    public static IKind<Guid> Kind { get; } = new ScalarKind<Guid>
    {
        Phrase = "a GUID",
        Code = DiagnosticCodes.BadGuid,
        Parse = (text, _) => Guid.TryParseExact(text, "D", out Guid guid)
            ? guid
            : Parsed<Guid>.Wrong("is not a GUID such as 6d5140c1-7436-11ce-8034-00aa006009fa"),
        JsonSchema = () => new() { ["type"] = "string", ["pattern"] = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" },
    };
}
