using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>The bytes behind a script's data words; <c>random:</c> draws from a stream of the plan's seed.</summary>
internal sealed class WorkloadData(ulong seed, int stream = WorkloadData.OperationsStream)
{
    /// <summary>The random stream of the bytes of operations.</summary>
    public const int OperationsStream = -2;

    /// <summary>The random stream of the bytes of registry values.</summary>
    public const int RegistryStream = -3;

    /// <summary>The random stream of the contents of device memory and ports.</summary>
    public const int HardwareStream = -4;

    private Dictionary<OperationId, byte[]>? _drawn;
    private Dice _dice = new(seed, stream);

    /// <summary>
    /// The bytes of an operation. Random ones are drawn once: the operation has the same when it is done again, and, by <see cref="Skip"/>, the
    /// operations after it have the same when it is not done at all.
    /// </summary>
    public ReadOnlySpan<byte> Bytes(DataLiteral? literal, OperationId id)
    {
        if (literal is not RandomData)
        {
            return Bytes(literal);
        }

        _drawn ??= [];
        if (!_drawn.TryGetValue(id, out var bytes))
        {
            bytes = Bytes(literal).ToArray();
            _drawn.Add(id, bytes);
        }

        return bytes;
    }

    /// <summary>Draws what an operation that is left out would have drawn.</summary>
    public void Skip(Operation operation, OperationId id)
    {
        _ = operation switch
        {
            WriteOperation write => Bytes(write.Data, id),
            ControlOperation control => Bytes(control.Input, id),
            WmiOperation wmi => Bytes(wmi.Input, id),
            SetInformationOperation set => Bytes(set.Data, id),
            _ => [],
        };
    }

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
