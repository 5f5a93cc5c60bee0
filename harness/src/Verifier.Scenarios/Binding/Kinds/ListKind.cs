using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A list, or a single item where that stands for a list of one.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <param name="item">The kind of the items.</param>
/// <param name="plural">The items in words, such as "tags".</param>
internal sealed class ListKind<T>(IKind<T> item, string plural) : IKind<ImmutableArray<T>>
{
    /// <summary>True if a single item may stand without brackets.</summary>
    public bool AllowsSingle { get; init; }

    /// <summary>True if the list may be empty.</summary>
    public bool AllowsEmpty { get; init; }

    /// <summary>Fewest items, if more than one.</summary>
    public int Minimum { get; init; } = 1;

    /// <summary>Most items.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <inheritdoc/>
    public string Phrase => AllowsSingle ? $"{item.Phrase}, or a list of {plural}" : $"a list of {plural}";

    /// <inheritdoc/>
    public Bound<ImmutableArray<T>> Bind(SyntaxNode node, BindingContext context)
    {
        if (AllowsSingle && node is SyntaxScalar { IsAbsent: false })
        {
            return item.Bind(node, context).TryGet(out T? single) ? ImmutableArray.Create(single) : Bound<ImmutableArray<T>>.Failed;
        }

        if (node is not SyntaxList list)
        {
            context.WrongShape(node, Phrase);
            return Bound<ImmutableArray<T>>.Failed;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        foreach (SyntaxNode entry in list.Items)
        {
            if (item.Bind(entry, context).TryGet(out T? value))
            {
                items.Add(value);
            }
        }

        CheckLength(list, context);

        // Items that failed were reported; the others are worth looking at for what is wrong with them in turn.
        return items.ToImmutable();
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema(definitions) };
        if (!AllowsEmpty)
        {
            list["minItems"] = Minimum;
        }

        if (Maximum < int.MaxValue)
        {
            list["maxItems"] = Maximum;
        }

        return AllowsSingle ? new JsonObject { ["anyOf"] = new JsonArray(item.Schema(definitions), list) } : list;
    }

    private void CheckLength(SyntaxList list, BindingContext context)
    {
        if (list.Items.Count == 0 && !AllowsEmpty)
        {
            context.Report(DiagnosticCodes.EmptyList, list.Span, $"the list of {plural} is empty");
        }
        else if (list.Items.Count > 0 && list.Items.Count < Minimum)
        {
            context.Report(DiagnosticCodes.OutOfRange, list.Span, FormattableString.Invariant($"at least {Minimum} {plural} are needed"));
        }
        else if (list.Items.Count > Maximum)
        {
            string message = FormattableString.Invariant($"{list.Items.Count} {plural} are more than the {Maximum} allowed");
            context.Report(DiagnosticCodes.OutOfRange, list.Span, message);
        }
    }
}
