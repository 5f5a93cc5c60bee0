using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>One item of a workload: a word alone, or a word with its values.</summary>
/// <param name="entries">The words.</param>
internal sealed class OperationKind(IReadOnlyList<OperationEntry> entries) : IKind<Operation>
{
    private readonly Dictionary<string, OperationEntry> _byWord = entries.ToDictionary(e => e.Word, StringComparer.Ordinal);
    private readonly string[] _words = [.. entries.Select(e => e.Word)];

    /// <inheritdoc/>
    public string Phrase => "an operation such as load or 'write: { … }'";

    /// <inheritdoc/>
    public Bound<Operation> Bind(SyntaxNode node, BindingContext context)
    {
        switch (node)
        {
            case SyntaxScalar { IsAbsent: false } word:
                return Find(word, context) is { } alone ? Bare(alone, word, context) : Bound<Operation>.Failed;
            case SyntaxMap { Entries.Count: > 0 } map:
                return BindMap(map, context);
            default:
                context.WrongShape(node, Phrase);
                return Bound<Operation>.Failed;
        }
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) => definitions.Reference("operation", () =>
    {
        var properties = new JsonObject();
        foreach (OperationEntry entry in entries)
        {
            JsonObject values = entry.Values.Schema(definitions);
            JsonArray alternatives = entry.Bare is null ? [values] : [values, new JsonObject { ["type"] = "null" }];
            properties[entry.Word] = new JsonObject { ["anyOf"] = alternatives, ["description"] = entry.Description };
        }

        JsonArray bare = [.. entries.Where(e => e.Bare is not null)
            .Select(e => (JsonNode)new JsonObject { ["const"] = e.Word, ["description"] = e.Description })];
        var map = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["properties"] = properties,
        };
        return new JsonObject { ["anyOf"] = new JsonArray([.. bare.Select(b => b!.DeepClone()), map]) };
    });

    private Bound<Operation> BindMap(SyntaxMap map, BindingContext context)
    {
        SyntaxEntry first = map.Entries[0];
        foreach (SyntaxEntry extra in map.Entries.Skip(1))
        {
            bool isOperation = _byWord.ContainsKey(extra.Key.Value);
            string text = Printable.Text(extra.Key.Value, 60);
            string advice = isOperation
                ? $"make '{text}' an item of its own"
                : $"'{text}' belongs inside the braces of '{Printable.Text(first.Key.Value, 60)}'";
            context.Report(DiagnosticCodes.SeveralOperations, extra.Key.Span, $"an item holds one operation; {advice}");
        }

        if (Find(first.Key, context) is not { } entry)
        {
            return Bound<Operation>.Failed;
        }

        if (first.Value is SyntaxScalar { IsAbsent: true })
        {
            return Bare(entry, first.Key, context);
        }

        return entry.Values.Bind(first.Value, context).TryGet(out Operation? operation)
            ? operation with { Source = first.Key.Span }
            : Bound<Operation>.Failed;
    }

    private OperationEntry? Find(SyntaxScalar word, BindingContext context)
    {
        if (_byWord.TryGetValue(word.Value, out OperationEntry? entry))
        {
            return entry;
        }

        string foreign = Printable.FirstForeign(word.Value) is { } code ? $" (it contains the character {code})" : "";
        context.Diagnostics.Add(DiagnosticCodes.UnknownOperation, word.Span,
            $"'{Printable.Text(word.Value, 60)}' is not an operation{foreign}", word.Value, _words);
        return null;
    }

    private static Bound<Operation> Bare(OperationEntry entry, SyntaxScalar word, BindingContext context)
    {
        if (entry.Bare is not null)
        {
            return entry.Bare() with { Source = word.Span };
        }

        context.Report(DiagnosticCodes.MissingValue, word.Span, $"'{entry.Word}' needs values, such as '{entry.Examples[0]}'");
        return Bound<Operation>.Failed;
    }
}
