using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>A duration or the name of an operation; what starts with a digit is taken for a duration.</summary>
internal sealed class DelayKind : IKind<(TimeSpan? Time, string? Operation)>
{
    private static readonly IKind<TimeSpan> Duration = Quantities.Duration(allowsZero: true);

    /// <inheritdoc/>
    public string Phrase => "a duration such as 8min, or the name of an operation";

    /// <inheritdoc/>
    public Bound<(TimeSpan? Time, string? Operation)> Bind(SyntaxNode node, BindingContext context)
    {
        if (node is not SyntaxScalar { IsAbsent: false } scalar)
        {
            context.WrongShape(node, Phrase);
            return Bound<(TimeSpan?, string?)>.Failed;
        }

        if (scalar.Value.Length > 0 && (char.IsAsciiDigit(scalar.Value[0]) || scalar.Value[0] == '-'))
        {
            return Duration.Bind(node, context).TryGet(out TimeSpan time)
                ? ((TimeSpan?)time, (string?)null)
                : Bound<(TimeSpan?, string?)>.Failed;
        }

        return Texts.Name.Bind(node, context).TryGet(out string? name)
            ? ((TimeSpan?)null, (string?)name)
            : Bound<(TimeSpan?, string?)>.Failed;
    }

    /// <inheritdoc/>
    public JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(Duration.Schema(definitions), Texts.Name.Schema(definitions)) };
}
