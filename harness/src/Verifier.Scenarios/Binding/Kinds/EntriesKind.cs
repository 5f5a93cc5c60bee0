using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>Keys that the script chooses, each with a value: names of registry values, names of registers.</summary>
/// <typeparam name="TKey">Type of the keys.</typeparam>
/// <typeparam name="TValue">Type of the values.</typeparam>
/// <typeparam name="T">Type that a pair becomes.</typeparam>
/// <param name="phrase">The expected value in words, with an article.</param>
/// <param name="key">The kind of the keys.</param>
/// <param name="value">The kind of the values.</param>
/// <param name="make">Makes a pair's result; told where its key stands.</param>
internal sealed class EntriesKind<TKey, TValue, T>(
    string phrase, IKind<TKey> key, IKind<TValue> value, Func<TKey, TValue, SourceSpan, T> make) : IKind<ImmutableArray<T>>
{
    /// <summary>True if there may be no pair.</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>
    /// The part of a key that no two keys may share, such as its name in one case; null if keys that are spelled differently are different.
    /// </summary>
    public Func<TKey, string>? Identity { get; init; }

    /// <inheritdoc/>
    public string Phrase => phrase;

    /// <inheritdoc/>
    public Bound<ImmutableArray<T>> Bind(SyntaxNode node, BindingContext context)
    {
        if (node is not SyntaxMap map)
        {
            context.WrongShape(node, phrase);
            return Bound<ImmutableArray<T>>.Failed;
        }

        if (map.Entries.Count == 0 && !AllowsEmpty)
        {
            context.Report(DiagnosticCodes.EmptyList, map.Span, $"there is nothing in it: expected {phrase}");
        }

        var results = ImmutableArray.CreateBuilder<T>(map.Entries.Count);
        var seen = new Dictionary<string, SourceSpan>(StringComparer.OrdinalIgnoreCase);
        foreach (SyntaxEntry entry in map.Entries)
        {
            bool hasKey = key.Bind(entry.Key, context).TryGet(out TKey? name) && IsNew(name, entry.Key, seen, context);
            if (value.Bind(entry.Value, context).TryGet(out TValue? bound) && hasKey)
            {
                results.Add(make(name!, bound, entry.Key.Span));
            }
        }

        return results.ToImmutable();
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = key.Schema(definitions),
            ["additionalProperties"] = value.Schema(definitions),
        };
        if (!AllowsEmpty)
        {
            schema["minProperties"] = 1;
        }

        return schema;
    }

    private bool IsNew(TKey name, SyntaxScalar at, Dictionary<string, SourceSpan> seen, BindingContext context)
    {
        if (Identity is null || seen.TryAdd(Identity(name), at.Span))
        {
            return true;
        }

        string message = FormattableString.Invariant(
            $"'{Printable.Text(at.Value, 60)}' stands in line {seen[Identity(name)].Line} already, spelled differently");
        context.Report(DiagnosticCodes.DuplicateKey, at.Span, message);
        return false;
    }
}
