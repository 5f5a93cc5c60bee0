using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Bits by their words: one, a list, or a number for those that have no word.</summary>
/// <param name="what">The bits in words, such as "rights".</param>
/// <param name="words">The words.</param>
internal sealed class FlagsKind(string what, WordKind<uint> words) : IKind<uint>
{
    private readonly IKind<uint> _number = Numbers.Bits32($"{what} as a number");
    private readonly ListKind<uint> _list = new(words, what) { AllowsSingle = true, AllowsEmpty = true };

    /// <inheritdoc/>
    public string Phrase => $"{words.Phrase}, a list of them, or a number";

    /// <summary>The words.</summary>
    public WordKind<uint> Words => words;

    /// <inheritdoc/>
    public Bound<uint> Bind(SyntaxNode node, BindingContext context)
    {
        if (node is SyntaxScalar { Value: [>= '0' and <= '9', ..] })
        {
            return _number.Bind(node, context);
        }

        return _list.Bind(node, context).TryGet(out ImmutableArray<uint> bits) ? bits.Aggregate(0u, (all, bit) => all | bit) : Bound<uint>.Failed;
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(_list.Schema(definitions), _number.Schema(definitions)) };
}
