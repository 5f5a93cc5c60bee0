using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// An I/O control code and its parts: device type in bits 31-16, access in bits 15-14, function in bits 13-2, method in bits 1-0
/// (harness/docs/facts/io.md#buffers).
/// </summary>
/// <param name="Value">The code as the driver switches on it.</param>
public readonly record struct IoControlCode(uint Value)
{
    /// <summary>Device type, bits 31-16.</summary>
    public FILE_DEVICE DeviceType => (FILE_DEVICE)(Value >> 16);

    /// <summary>Access the handle needs.</summary>
    public FILE_ACCESS Access => (FILE_ACCESS)((Value >> 14) & 0x3);

    /// <summary>Function number, 0-0xFFF; vendors use 0x800 and above.</summary>
    public uint Function => (Value >> 2) & 0xFFF;

    /// <summary>The method by which the buffers are passed.</summary>
    public METHOD Method => (METHOD)(Value & 0x3);

    /// <summary>Builds a code as the C macro does: parts that are too large are not cut but spill into their neighbours.</summary>
    public static uint CTL_CODE(FILE_DEVICE deviceType, uint function, METHOD method, FILE_ACCESS access) =>
        ((uint)deviceType << 16) | ((uint)access << 14) | (function << 2) | (uint)method;

    /// <summary>The code in hexadecimal, for example <c>0x00222000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:X8}");
}
