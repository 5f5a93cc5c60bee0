using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>A value of a key: name, type, data.</summary>
internal sealed record RegistryValue(string Name, REG_TYPE Type, byte[] Data)
{
    public static RegistryValue Of(string name, uint number) => new(name, REG_TYPE.REG_DWORD, BitConverter.GetBytes(number));

    /// <summary>Text with its terminator, as the registry keeps it.</summary>
    public static RegistryValue Of(string name, string text) =>
        new(name, REG_TYPE.REG_SZ, MemoryMarshal.AsBytes((text + '\0').AsSpan()).ToArray());

    /// <summary>True if the data is 16-bit characters.</summary>
    public bool IsText => IsTextType(Type);

    /// <summary>True if data of a type is 16-bit characters.</summary>
    public static bool IsTextType(REG_TYPE type) => type is REG_TYPE.REG_SZ or REG_TYPE.REG_EXPAND_SZ or REG_TYPE.REG_MULTI_SZ;

    /// <summary>The strings of a list, empty ones too. A zero ends each, another one ends the list.</summary>
    public string[] Strings()
    {
        var text = new string(MemoryMarshal.Cast<byte, char>(Data));
        text = text.EndsWith('\0') ? text[..^1] : text;
        return text.Length == 0 ? [] : (text.EndsWith('\0') ? text[..^1] : text).Split('\0');
    }
}
