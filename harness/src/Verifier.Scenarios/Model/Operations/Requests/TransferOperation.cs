namespace Verifier.Scenarios.Model;

/// <summary>A read or a write: it transfers as many bytes as IoStatus.Information says.</summary>
public abstract record TransferOperation : RequestOperation
{
    /// <summary>Byte offset; 0 unless set.</summary>
    public long Offset { get; init; }

    /// <summary>
    /// Fewest bytes that a success may transfer when memory is short; null if it must transfer as many as without a fault.
    /// </summary>
    public int? AtLeast { get; init; }

    /// <summary>Bytes asked for.</summary>
    public abstract int Asked { get; }
}
