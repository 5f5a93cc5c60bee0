using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>The protections of an image against attacks.</summary>
/// <param name="HasCookie">
/// /GS: functions check a cookie before they return. Without a load configuration it is known by its default value.
/// </param>
/// <param name="HasControlFlowGuard">/guard:cf: indirect calls are checked.</param>
/// <param name="IsNoExecute">IMAGE_DLLCHARACTERISTICS_NX_COMPAT.</param>
/// <param name="CanMove">IMAGE_DLLCHARACTERISTICS_DYNAMIC_BASE.</param>
/// <param name="WritableCode">Sections that are writable and executable.</param>
/// <param name="SharesPages">Sections are aligned below a page, so none has a protection of its own.</param>
internal sealed record Protections(
    bool HasCookie, bool HasControlFlowGuard, bool IsNoExecute, bool CanMove, ImmutableArray<string> WritableCode, bool SharesPages)
{
    private const ulong DefaultCookie = 0x0000_2B99_2DDF_A232;
    private const int DynamicBase = 0x40, NoExecute = 0x100;

    /// <summary>Memory integrity (HVCI) would load it: no section shares pages, and none is writable and executable.</summary>
    public bool FitsMemoryIntegrity => !SharesPages && WritableCode.IsEmpty;

    /// <summary>Reads them from an image.</summary>
    public static Protections Of(PeFile image) => new(
        image.LoadConfiguration?.SecurityCookie is not null || HasDefaultCookie(image),
        image.LoadConfiguration?.IsControlFlowGuarded == true,
        (image.DllCharacteristics & NoExecute) != 0,
        (image.DllCharacteristics & DynamicBase) != 0,
        [.. image.Sections.Where(s => s.IsExecutable && s.IsWritable).Select(s => s.Name)],
        image.SectionAlignment < PeFile.PageBytes);

    private static bool HasDefaultCookie(PeFile image) => image.Sections
        .Where(s => s.IsWritable && !s.IsExecutable)
        .Any(s => image.Layout.AsSpan((int)s.Rva, (int)s.VirtualSize).IndexOf(BitConverter.GetBytes(DefaultCookie)) >= 0);
}
