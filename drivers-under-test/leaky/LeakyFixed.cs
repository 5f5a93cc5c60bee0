namespace Verifier.Drivers.Leaky;

/// <summary>The notebook as it should be: what a failed note holds goes back at once, the rest at unload.</summary>
public sealed class LeakyFixed : NotebookDriver
{
    /// <inheritdoc/>
    public override string Name => "leaky-fixed";

    /// <inheritdoc/>
    public override string Description => "A notebook that frees its blocks on the error path and at unload.";
}
