using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>
/// The shapes in which a fault point can fail besides its first one, by the words that keys of cases, tokens, journals and scripts have for
/// them. A point without a word fails in its first shape, the DDI's own.
/// </summary>
public static class ShapeWords
{
    private static readonly ImmutableArray<(FailureShape Shape, string Word)> Table =
    [
        (FailureShape.OnePage, "one-page"),
        (FailureShape.AllButOnePage, "all-but-one-page"),
        (FailureShape.UserApc, "user-apc"),
        (FailureShape.QuotaExceeded, "quota-exceeded"),
    ];

    /// <summary>The word; null for a shape that is the first of its DDI.</summary>
    public static string? Of(FailureShape? shape) => Table.FirstOrDefault(entry => entry.Shape == shape).Word;

    /// <summary>The shape; null for what is no word of one.</summary>
    public static FailureShape? Parse(string word)
    {
        foreach (var entry in Table)
        {
            if (entry.Word == word)
            {
                return entry.Shape;
            }
        }

        return null;
    }

    /// <summary>True if a call that fails in this shape returns or raises a status of its own.</summary>
    internal static bool HasStatus(FailureShape shape) =>
        shape is FailureShape.Status or FailureShape.Raise or FailureShape.Alerted or FailureShape.UserApc or FailureShape.QuotaExceeded;

    /// <summary>True if a call that fails in this shape gives less than was asked for.</summary>
    internal static bool IsShort(FailureShape shape) => shape is FailureShape.Short or FailureShape.OnePage or FailureShape.AllButOnePage;
}
