using Verifier.Kernel;

namespace Verifier.Drivers.Leaky;

/// <summary>The notebook that forgets its notes at unload.</summary>
public sealed class LeakyUnload : NotebookDriver
{
    /// <inheritdoc/>
    public override string Name => "leaky-unload";

    /// <inheritdoc/>
    public override string Description => "A notebook that frees its journal at unload but forgets the notes.";

    /// <inheritdoc/>
    // Planted defect: notes that are still in the list stay allocated for ever.
    protected override void FreeNotebook(NotebookExtension notebook) => ExFreePoolWithTag(notebook.Journal, JournalTag);
}
