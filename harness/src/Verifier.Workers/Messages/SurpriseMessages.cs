using System.Collections.Immutable;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Messages;

/// <summary>Differences between a run and its script's expectations as a part of a message.</summary>
internal static class SurpriseMessages
{
    /// <summary>Appends them.</summary>
    public static void Write(MessageWriter to, ImmutableArray<Surprise> surprises)
    {
        to.Write((ulong)surprises.Length);
        foreach (var surprise in surprises)
        {
            to.Write((ulong)surprise.Kind);
            to.Fields(surprise.Finding is { } finding ? [surprise.Text, finding] : [surprise.Text]);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ImmutableArray<Surprise> Read(MessageReader from)
    {
        var all = new List<Surprise>();
        for (var left = from.Number(); left > 0; left--)
        {
            var kind = (SurpriseKind)from.Number();
            var texts = from.Fields();
            if (!Enum.IsDefined(kind) || texts is not [var text, ..])
            {
                throw new InvalidDataException("A surprise between program and worker is not whole.");
            }

            all.Add(new Surprise(kind, text, texts is [_, var finding] ? finding : null));
        }

        return [.. all];
    }
}
