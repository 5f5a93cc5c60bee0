namespace Verifier.Kernel;

/// <summary>
/// The names and versions that all declarations of ndis.sys share. Driver Verifier's dice leave them alone: NDIS has a flag of its own.
/// </summary>
internal static class NdisModule
{
    /// <summary>The exporting image.</summary>
    public const string Name = "ndis.sys";

    /// <summary>NDIS 6.0 came with Vista.</summary>
    public const WindowsVersion Version6 = WindowsVersion.Vista;

    /// <summary>NDIS 6.20 came with Windows 7.</summary>
    public const WindowsVersion Version620 = WindowsVersion.Windows7;
}
