using System.Text.Json.Nodes;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>One of a few words.</summary>
/// <typeparam name="T">Type of their values.</typeparam>
/// <param name="phrase">What is expected, with an article.</param>
/// <param name="words">The words.</param>
internal sealed class WordKind<T>(string phrase, params Word<T>[] words) : IKind<T>
{
    private readonly string[] _texts = [.. words.Select(w => w.Text)];

    /// <summary>The words.</summary>
    public IReadOnlyList<Word<T>> Words => words;

    /// <inheritdoc/>
    public string Phrase => phrase;

    /// <inheritdoc/>
    public Bound<T> Bind(SyntaxNode node, BindingContext context)
    {
        // A bare `null` is a word of this language (a failure shape), not an absent value.
        if (node is not SyntaxScalar { IsAbsent: false } scalar)
        {
            context.WrongShape(node, phrase);
            return Bound<T>.Failed;
        }

        int index = Array.IndexOf(_texts, scalar.Value);
        if (index >= 0)
        {
            return words[index].Value;
        }

        string message = $"'{Printable.Text(scalar.Value, 60)}' is not {phrase}";
        context.Diagnostics.Add(DiagnosticCodes.UnknownWord, scalar.Span, message, scalar.Value, _texts);
        return Bound<T>.Failed;
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions)
    {
        JsonArray alternatives = [.. words.Select(w => (JsonNode)new JsonObject { ["const"] = w.Text, ["description"] = w.Description })];
        if (_texts.Contains("null"))
        {
            alternatives.Add(new JsonObject { ["type"] = "null" });
        }

        return new JsonObject { ["anyOf"] = alternatives };
    }
}
