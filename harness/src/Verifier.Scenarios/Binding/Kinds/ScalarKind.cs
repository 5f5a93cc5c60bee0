using System.Text.Json.Nodes;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A value written as one text.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal sealed class ScalarKind<T> : IKind<T>
{
    /// <summary>From text to value; needs the script only if the text is a name.</summary>
    public required Func<string, BindingContext, Parsed<T>> Parse { get; init; }

    /// <inheritdoc/>
    public required string Phrase { get; init; }

    /// <summary>The diagnostic for a text that is none.</summary>
    public required DiagnosticCode Code { get; init; }

    /// <summary>The schema, made anew at each call.</summary>
    public required Func<JsonObject> JsonSchema { get; init; }

    /// <summary>True if the text may have several lines.</summary>
    public bool AllowsLines { get; init; }

    /// <inheritdoc/>
    public Bound<T> Bind(SyntaxNode node, BindingContext context)
    {
        if (node is not SyntaxScalar { IsAbsent: false } scalar)
        {
            context.WrongShape(node, Phrase);
            return Bound<T>.Failed;
        }

        bool isOneLine = AllowsLines || !scalar.Value.Contains('\n', StringComparison.Ordinal);
        Parsed<T> parsed = isOneLine ? Parse(scalar.Value, context) : Parsed<T>.Wrong("has a line break");
        if (parsed.Problem is null)
        {
            return parsed.Value!;
        }

        string message = $"'{Printable.Text(scalar.Value, 60)}' {parsed.Problem}";
        string? word = parsed.Known.Count == 0 ? null : scalar.Value;
        context.Diagnostics.Add(parsed.Code ?? Code, scalar.Span, message, word, parsed.Known, parsed.IsListed);
        return Bound<T>.Failed;
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) => JsonSchema();
}
