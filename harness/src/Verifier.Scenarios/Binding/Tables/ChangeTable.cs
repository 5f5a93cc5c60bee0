using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>The changes that a device makes by itself: <c>{ status: 0x81, data: [0x41, 0x42], buffer+0x10: "hex:01 02" }</c>.</summary>
internal static partial class ChangeTable
{
    private const string TargetForm = @"^(?<name>[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})(\+(?<offset>0[xX][0-9a-fA-F]{1,7}|[0-9]{1,8}))?$";

    private static readonly IKind<ulong> Number = Numbers.Bits64("a value of a register");

    private static readonly IKind<(string Name, int Offset)> Target = new ScalarKind<(string Name, int Offset)>
    {
        Phrase = "the name of a register or a range, such as status or buffer+0x10",
        Code = DiagnosticCodes.BadName,
        Parse = (text, _) => ParseTarget(text),
        JsonSchema = () => new() { ["type"] = "string", ["pattern"] = @"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(\+(0[xX][0-9a-fA-F]{1,7}|[0-9]{1,8}))?$" },
    };

    private static readonly IKind<HardwareChange> Change = new ShapeKind<HardwareChange>(
        "a register's new value such as 0x81, a list of the values that its next reads return, or bytes such as \"hex:01 02\"")
    {
        Scalar = new ScalarOrDataKind(),
        List = new SelectKind<ImmutableArray<ulong>, HardwareChange>(
            new ListKind<ulong>(Number, "values"), (reads, span, _) => new HardwareChange { Source = span, Target = "", Reads = reads }),
    };

    /// <summary>The changes.</summary>
    public static IKind<ImmutableArray<HardwareChange>> Changes { get; } = Of(allowsEmpty: false);

    /// <summary>The changes, of which there may be none.</summary>
    public static IKind<ImmutableArray<HardwareChange>> OptionalChanges { get; } = Of(allowsEmpty: true);

    private static EntriesKind<(string Name, int Offset), HardwareChange, HardwareChange> Of(bool allowsEmpty) => new(
        "names of registers with what becomes of them such as { status: 0x81 }", Target, Change,
        (target, change, span) => change with { Source = span, Target = target.Name, Offset = target.Offset })
    {
        AllowsEmpty = allowsEmpty,
    };

    private static Parsed<(string Name, int Offset)> ParseTarget(string text)
    {
        Match match = TargetText().Match(text);
        if (!match.Success)
        {
            return Parsed<(string Name, int Offset)>.Wrong("is neither a name nor a name with an offset such as buffer+0x10");
        }

        string offset = match.Groups["offset"].Value;
        bool isHex = offset.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        int bytes = offset.Length == 0 ? 0
            : isHex ? int.Parse(offset.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : int.Parse(offset, NumberStyles.None, CultureInfo.InvariantCulture);
        return (match.Groups["name"].Value, bytes);
    }

    [GeneratedRegex(TargetForm, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TargetText();

    /// <summary>A number, or bytes.</summary>
    private sealed class ScalarOrDataKind : IKind<HardwareChange>
    {
        public string Phrase => "a register's new value such as 0x81, or bytes such as \"hex:01 02\"";

        public Bound<HardwareChange> Bind(Syntax.SyntaxNode node, BindingContext context)
        {
            if (node is Syntax.SyntaxScalar scalar && scalar.Value.Contains(':', StringComparison.Ordinal))
            {
                return DataLiterals.Data.Bind(node, context).TryGet(out DataLiteral? bytes)
                    ? new HardwareChange { Source = node.Span, Target = "", Bytes = bytes }
                    : Bound<HardwareChange>.Failed;
            }

            return Number.Bind(node, context).TryGet(out ulong value)
                ? new HardwareChange { Source = node.Span, Target = "", Value = value }
                : Bound<HardwareChange>.Failed;
        }

        public JsonObject Schema(SchemaDefinitions definitions) =>
            new() { ["anyOf"] = new JsonArray(Number.Schema(definitions), DataLiterals.Data.Schema(definitions)) };
    }
}
