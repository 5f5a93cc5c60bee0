using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Codes that the machine has names for: NTSTATUS values, bug checks, DDIs, families, profiles.</summary>
internal static class NamedCodes
{
    private const string CodeForm = "^([A-Z][A-Z0-9_]*|0[xX][0-9a-fA-F]{1,8})$";

    /// <summary>An NTSTATUS by name or number.</summary>
    public static IKind<StatusCode> Status { get; } = new ScalarKind<StatusCode>
    {
        Phrase = "an NTSTATUS such as STATUS_NO_MEMORY or 0xC0000017",
        Code = DiagnosticCodes.UnknownStatus,
        Parse = (text, context) => Code(text, context.Names.Statuses, "NTSTATUS", code => new StatusCode(code, text)),
        JsonSchema = CodeSchema,
    };

    /// <summary>A bug check by name or number.</summary>
    public static IKind<StopCode> BugCheck { get; } = new ScalarKind<StopCode>
    {
        Phrase = "a bug check such as 0xC4 or DRIVER_VERIFIER_DETECTED_VIOLATION",
        Code = DiagnosticCodes.UnknownBugCheck,
        Parse = (text, context) => Code(text, context.Names.BugChecks, "bug check", code => new StopCode(code, text)),
        JsonSchema = CodeSchema,
    };

    /// <summary>A minor function code by name or number.</summary>
    public static IKind<byte> MinorFunction { get; } = new ScalarKind<byte>
    {
        Phrase = "a minor function code such as IRP_MN_QUERY_CAPABILITIES or 0x09",
        Code = DiagnosticCodes.UnknownWord,
        Parse = (text, context) => MinorCode(text, context.Names.MinorFunctions),
        JsonSchema = () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = byte.MaxValue },
                new JsonObject { ["type"] = "string", ["pattern"] = "^IRP_MN_[A-Z_]+$" }),
        },
    };

    /// <summary>The target of a fault rule.</summary>
    public static IKind<FaultTarget> Target { get; } = new ScalarKind<FaultTarget>
    {
        Phrase = "a DDI such as ExAllocatePoolWithTag, a pattern such as IoAllocate*, or a family such as pool",
        Code = DiagnosticCodes.UnknownDdi,
        Parse = ParseTarget,
        JsonSchema = () => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9_*?-]+$" },
    };

    /// <summary>A DDI or a pattern over DDIs.</summary>
    public static IKind<Glob> Ddi { get; } = new ScalarKind<Glob>
    {
        Phrase = "a DDI such as IoAllocateMdl or a pattern such as IoAllocate*",
        Code = DiagnosticCodes.UnknownDdi,
        Parse = ParseDdi,
        JsonSchema = () => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9_*?]+$" },
    };

    /// <summary>A system profile.</summary>
    public static IKind<string> Profile { get; } = new ScalarKind<string>
    {
        Phrase = "a system profile such as windows-10-x64",
        Code = DiagnosticCodes.UnknownProfile,
        Parse = (text, context) => context.Names.Profiles.Contains(text)
            ? text
            : new Parsed<string> { Problem = "is not a system profile", Known = context.Names.Profiles, IsListed = true },
        JsonSchema = () => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9-]+$" },
    };

    private static JsonObject CodeSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = uint.MaxValue },
            new JsonObject { ["type"] = "string", ["pattern"] = CodeForm }),
    };

    private static Parsed<T> Code<T>(string text, IReadOnlyDictionary<string, uint> known, string what, Func<uint, T> make)
    {
        if (known.TryGetValue(text, out uint value))
        {
            return make(value);
        }

        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            Parsed<ulong> number = Numbers.Parse(text, 0, uint.MaxValue);
            return number.Problem is null ? make((uint)number.Value) : number.As<T>();
        }

        return new Parsed<T> { Problem = $"is not a known {what} (any can be written as a 0x number)", Known = [.. known.Keys] };
    }

    private static Parsed<byte> MinorCode(string text, IReadOnlyDictionary<string, uint> known)
    {
        Parsed<uint> code = Code(text, known, "minor function", value => value);
        return code.Problem is not null ? new Parsed<byte> { Problem = code.Problem, Code = code.Code, Known = code.Known }
            : code.Value > byte.MaxValue ? Parsed<byte>.Wrong("is out of range: 0 to 255", DiagnosticCodes.OutOfRange)
            : (byte)code.Value;
    }

    private static Parsed<FaultTarget> ParseTarget(string text, BindingContext context)
    {
        if (context.Names.Families.Contains(text))
        {
            return new FaultTarget(FaultTargetKind.Family, text);
        }

        Parsed<Glob> ddi = ParseDdi(text, context);
        if (ddi.Problem is null)
        {
            return new FaultTarget(ddi.Value.HasWildcards ? FaultTargetKind.Glob : FaultTargetKind.Ddi, text);
        }

        if (ddi.Code == DiagnosticCodes.CannotFail)
        {
            return ddi.As<FaultTarget>();
        }

        string families = string.Join(", ", context.Names.Families);
        string problem = new Glob(text).HasWildcards ? "matches no DDI" : $"is neither a DDI nor a family ({families})";
        return new Parsed<FaultTarget> { Problem = problem, Known = [.. context.Names.Families, .. context.Names.Ddis] };
    }

    private static Parsed<Glob> ParseDdi(string text, BindingContext context)
    {
        var glob = new Glob(text);
        if (Any(context.Names.Ddis, glob))
        {
            return glob;
        }

        return (Any(context.Names.OtherDdis, glob), glob.HasWildcards) switch
        {
            (true, false) => Parsed<Glob>.Wrong("cannot fail for lack of resources", DiagnosticCodes.CannotFail),
            (true, true) => Parsed<Glob>.Wrong("matches only DDIs that cannot fail for lack of resources", DiagnosticCodes.CannotFail),
            (false, var isPattern) => new Parsed<Glob> { Problem = isPattern ? "matches no DDI" : "is not a DDI", Known = context.Names.Ddis },
        };
    }

    private static bool Any(IReadOnlyCollection<string> names, Glob glob) =>
        glob.HasWildcards ? names.Any(name => glob.Matches(name)) : names.Contains(glob.Pattern);
}
