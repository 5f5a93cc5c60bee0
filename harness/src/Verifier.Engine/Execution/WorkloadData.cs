using Verifier.Engine.Interception;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>The bytes behind a script's data words; <c>random:</c> draws from the plan's seed.</summary>
internal sealed class WorkloadData(ulong seed)
{
    private const int DataStream = -2;

    private Dice _dice = new(seed, DataStream);

    public ReadOnlySpan<byte> Bytes(DataLiteral? literal) => literal switch
    {
        null => [],
        LiteralData data => data.Bytes.AsSpan(),
        FileData file => file.Bytes.AsSpan(),
        FillData fill => Filled(fill),
        RandomData random => Random(random.Count),
        _ => throw new NotSupportedException($"Unknown kind of data: {literal.GetType().Name}."),
    };

    private static byte[] Filled(FillData fill)
    {
        var bytes = new byte[fill.Count];
        Array.Fill(bytes, fill.Value);
        return bytes;
    }

    private byte[] Random(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)_dice.Next();
        }

        return bytes;
    }
}
