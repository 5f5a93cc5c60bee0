using System.Text.Json.Nodes;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>An object: a table of keys and the binder that makes something of their values.</summary>
/// <typeparam name="T">What it makes.</typeparam>
internal sealed class ObjectKind<T> : IKind<T>, IObjectKind
{
    /// <summary>Name of the table, used by the schema's definitions.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public required string Phrase { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyList<IKey> Keys { get; init; }

    /// <summary>The binder: called when every required key has a value, or always if <see cref="BuildsIncomplete"/>.</summary>
    public required Func<Fields, T> Build { get; init; }

    /// <summary>True if the binder copes with required keys that have no value; so that what is there can be checked further.</summary>
    public bool BuildsIncomplete { get; init; }

    /// <summary>Keys of which one or more must be there; none if empty.</summary>
    public IReadOnlyList<IKey> AtLeastOneOf { get; init; } = [];

    /// <inheritdoc/>
    public Bound<T> Bind(SyntaxNode node, BindingContext context)
    {
        if (node is not SyntaxMap map)
        {
            context.WrongShape(node, $"{Phrase} {WithKeys()}");
            return Bound<T>.Failed;
        }

        var fields = new Fields(map.Span, context);
        foreach (SyntaxEntry entry in map.Entries)
        {
            BindEntry(entry, fields);
        }

        bool isComplete = ReportMissing(fields);
        return isComplete || BuildsIncomplete ? Build(fields) : Bound<T>.Failed;
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) => definitions.Reference(this);

    // Those that must be there; the first one where none must.
    private string WithKeys()
    {
        IKey[] required = [.. Keys.Where(k => k.IsRequired)];
        IKey[] shown = required.Length > 0 ? required : [.. AtLeastOneOf.Concat(Keys).Take(1)];
        string what = required.Length switch { 0 => "as keys with values", 1 => "with the key", _ => "with the keys" };
        string names = required.Length == 0 ? string.Empty : $" {string.Join(" and ", required.Select(k => k.Name))}";
        return $"{what}{names}, such as {{ {string.Join(", ", shown.Select(k => $"{k.Name}: {k.Examples[0]}"))} }}";
    }

    private void BindEntry(SyntaxEntry entry, Fields fields)
    {
        IKey? key = Keys.FirstOrDefault(k => k.Name == entry.Key.Value);
        if (key is not null)
        {
            fields.Found(key, entry.Key.Span);
            key.Bind(entry.Value, fields);
            return;
        }

        string foreign = Printable.FirstForeign(entry.Key.Value) is { } code ? $" (it contains the character {code})" : "";
        string message = $"'{Printable.Text(entry.Key.Value, 60)}' is not a key of {Phrase}{foreign}";
        fields.Context.Diagnostics.Add(DiagnosticCodes.UnknownKey, entry.Key.Span, message, entry.Key.Value, [.. Keys.Select(k => k.Name)]);
    }

    private bool ReportMissing(Fields fields)
    {
        foreach (IKey key in Keys.Where(k => k.IsRequired && !fields.Has(k)))
        {
            string message = $"the key '{key.Name}' is missing; {Phrase} needs it, such as '{key.Name}: {key.Examples[0]}'";
            fields.Context.Report(DiagnosticCodes.MissingKey, fields.Span, message);
        }

        if (AtLeastOneOf.Count > 0 && !AtLeastOneOf.Any(fields.Has))
        {
            string[] names = [.. AtLeastOneOf.Select(k => k.Name)];
            string message = $"{Phrase} needs at least one of these keys";
            fields.Context.Diagnostics.Add(DiagnosticCodes.NothingChosen, fields.Span, message, null, names);
        }

        return Keys.All(k => !k.IsRequired || fields.IsBound(k));
    }
}
