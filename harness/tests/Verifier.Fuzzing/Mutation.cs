namespace Verifier.Fuzzing;

/// <summary>Small accidents that happen to bytes and text.</summary>
internal static class Mutation
{
    private static readonly byte[] s_edges = [0, 1, 0x0A, 0x1B, 0x20, 0x7F, 0x80, 0xC0, 0xED, 0xFE, 0xFF];

    /// <summary>One to eight accidents.</summary>
    public static byte[] Of(byte[] bytes, Random dice, byte[][] others)
    {
        var mutant = bytes.ToList();
        for (var left = 1 + dice.Next(dice.Next(1, 9)); left > 0; left--)
        {
            Once(mutant, dice, others[dice.Next(others.Length)]);
        }

        return [.. mutant];
    }

    private static void Once(List<byte> mutant, Random dice, byte[] other)
    {
        var at = dice.Next(mutant.Count + 1);
        var length = Math.Min(dice.Next(1, 1 << dice.Next(1, 7)), mutant.Count - at);
        switch (dice.Next(8))
        {
            case 0 when at < mutant.Count:
                mutant[at] ^= (byte)(1 << dice.Next(8));
                break;
            case 1 when at < mutant.Count:
                mutant[at] = s_edges[dice.Next(s_edges.Length)];
                break;
            case 2:
                mutant.RemoveRange(at, length);
                break;
            case 3:
                mutant.InsertRange(dice.Next(mutant.Count + 1), mutant.GetRange(at, length));
                break;
            case 4:
                mutant.Insert(at, (byte)dice.Next(256));
                break;
            case 5:
                mutant.RemoveRange(at, mutant.Count - at);
                break;
            case 6 when other.Length > 0:
                var from = dice.Next(other.Length);
                mutant.InsertRange(at, other.AsSpan(from, Math.Min(dice.Next(1, 64), other.Length - from)).ToArray());
                break;
            default:
                mutant.Reverse(at, length);
                break;
        }
    }
}
