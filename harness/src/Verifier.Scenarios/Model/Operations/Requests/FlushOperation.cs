namespace Verifier.Scenarios.Model;

/// <summary><c>flush</c>: IRP_MJ_FLUSH_BUFFERS.</summary>
public sealed record FlushOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "flush";
}
