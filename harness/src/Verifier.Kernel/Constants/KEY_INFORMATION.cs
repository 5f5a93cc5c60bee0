namespace Verifier.Kernel;

/// <summary>The structures that ZwQueryValueKey and ZwEnumerateValueKey return.</summary>
public enum KEY_VALUE_INFORMATION_CLASS : uint
{
    /// <summary>Type and name.</summary>
    KeyValueBasicInformation = 0,

    /// <summary>Type, name and data.</summary>
    KeyValueFullInformation = 1,

    /// <summary>Type and data.</summary>
    KeyValuePartialInformation = 2,

    /// <summary>Type, name and data, on a boundary of eight bytes.</summary>
    KeyValueFullInformationAlign64 = 3,

    /// <summary>Type and data without a title index, on a boundary of eight bytes.</summary>
    KeyValuePartialInformationAlign64 = 4,
}

/// <summary>The structures that ZwEnumerateKey and ZwQueryKey return.</summary>
public enum KEY_INFORMATION_CLASS : uint
{
    /// <summary>The name.</summary>
    KeyBasicInformation = 0,

    /// <summary>The name and the class.</summary>
    KeyNodeInformation = 1,

    /// <summary>The class, how many subkeys and values there are, and the longest of their names and data.</summary>
    KeyFullInformation = 2,

    /// <summary>The whole path; ZwQueryKey only.</summary>
    KeyNameInformation = 3,
}

/// <summary>The result of ZwCreateKey.</summary>
public enum REG_DISPOSITION : uint
{
    /// <summary>The key is new.</summary>
    REG_CREATED_NEW_KEY = 1,

    /// <summary>The key was there.</summary>
    REG_OPENED_EXISTING_KEY = 2,
}

/// <summary>The key that a path of the Rtl registry routines is relative to.</summary>
public enum RTL_REGISTRY : uint
{
    /// <summary>A full path.</summary>
    RTL_REGISTRY_ABSOLUTE = 0,

    /// <summary>The services.</summary>
    RTL_REGISTRY_SERVICES = 1,

    /// <summary>CurrentControlSet\Control.</summary>
    RTL_REGISTRY_CONTROL = 2,

    /// <summary>Software\Microsoft\Windows NT\CurrentVersion.</summary>
    RTL_REGISTRY_WINDOWS_NT = 3,

    /// <summary>Hardware\DeviceMap.</summary>
    RTL_REGISTRY_DEVICEMAP = 4,

    /// <summary>The path is a key handle.</summary>
    RTL_REGISTRY_HANDLE = 0x40000000,
}

/// <summary>Flags of an RTL_QUERY_REGISTRY_TABLE entry.</summary>
[Flags]
public enum RTL_QUERY_REGISTRY : uint
{
    /// <summary>The entry names a subkey for the entries that follow.</summary>
    RTL_QUERY_REGISTRY_SUBKEY = 0x1,

    /// <summary>Back to the key of the call.</summary>
    RTL_QUERY_REGISTRY_TOPKEY = 0x2,

    /// <summary>The value must be there.</summary>
    RTL_QUERY_REGISTRY_REQUIRED = 0x4,

    /// <summary>No value: only call the routine.</summary>
    RTL_QUERY_REGISTRY_NOVALUE = 0x8,

    /// <summary>Leave environment variables as they are.</summary>
    RTL_QUERY_REGISTRY_NOEXPAND = 0x10,

    /// <summary>Store the value at EntryContext; no routine is called.</summary>
    RTL_QUERY_REGISTRY_DIRECT = 0x20,

    /// <summary>Delete the value once it was read.</summary>
    RTL_QUERY_REGISTRY_DELETE = 0x40,

    /// <summary>The type must be the one in the upper byte of DefaultType.</summary>
    RTL_QUERY_REGISTRY_TYPECHECK = 0x100,
}
