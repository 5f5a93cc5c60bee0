namespace Verifier.Binaries.Images.Inspecting;

/// <summary>A framework or port driver that a driver is written for.</summary>
/// <param name="Name">The kind of driver: "KMDF", "NDIS miniport".</param>
/// <param name="Import">The import that shows it.</param>
/// <param name="IsModelled">That import is there, so the driver can run.</param>
internal sealed record Framework(string Name, PeImport Import, bool IsModelled)
{
    /// <summary>A sentence for the user: what is missing, or that it is there.</summary>
    public string Sentence => IsModelled
        ? $"{Name}: it imports {Import.Symbol} from {Import.Module}"
        : $"needs {Name}: it imports {Import.Symbol} from {Import.Module}, which is not modelled";
}
