namespace Verifier.Kernel;

/// <summary>
/// Device types (public ntddk.h; FILE_DEVICE_UNKNOWN is the one that harness/docs/facts/io.md#constants confirms). Values from 32768 on are
/// free for vendors.
/// </summary>
public enum FILE_DEVICE : uint
{
    /// <summary>Device type: beep.</summary>
    FILE_DEVICE_BEEP = 0x01,

    /// <summary>Device type: cd rom.</summary>
    FILE_DEVICE_CD_ROM = 0x02,

    /// <summary>Device type: cd rom file system.</summary>
    FILE_DEVICE_CD_ROM_FILE_SYSTEM = 0x03,

    /// <summary>Device type: controller.</summary>
    FILE_DEVICE_CONTROLLER = 0x04,

    /// <summary>Device type: datalink.</summary>
    FILE_DEVICE_DATALINK = 0x05,

    /// <summary>Device type: dfs.</summary>
    FILE_DEVICE_DFS = 0x06,

    /// <summary>Device type: disk.</summary>
    FILE_DEVICE_DISK = 0x07,

    /// <summary>Device type: disk file system.</summary>
    FILE_DEVICE_DISK_FILE_SYSTEM = 0x08,

    /// <summary>Device type: file system.</summary>
    FILE_DEVICE_FILE_SYSTEM = 0x09,

    /// <summary>Device type: inport port.</summary>
    FILE_DEVICE_INPORT_PORT = 0x0A,

    /// <summary>Device type: keyboard.</summary>
    FILE_DEVICE_KEYBOARD = 0x0B,

    /// <summary>Device type: mailslot.</summary>
    FILE_DEVICE_MAILSLOT = 0x0C,

    /// <summary>Device type: midi in.</summary>
    FILE_DEVICE_MIDI_IN = 0x0D,

    /// <summary>Device type: midi out.</summary>
    FILE_DEVICE_MIDI_OUT = 0x0E,

    /// <summary>Device type: mouse.</summary>
    FILE_DEVICE_MOUSE = 0x0F,

    /// <summary>Device type: multi unc provider.</summary>
    FILE_DEVICE_MULTI_UNC_PROVIDER = 0x10,

    /// <summary>Device type: named pipe.</summary>
    FILE_DEVICE_NAMED_PIPE = 0x11,

    /// <summary>Device type: network.</summary>
    FILE_DEVICE_NETWORK = 0x12,

    /// <summary>Device type: network browser.</summary>
    FILE_DEVICE_NETWORK_BROWSER = 0x13,

    /// <summary>Device type: network file system.</summary>
    FILE_DEVICE_NETWORK_FILE_SYSTEM = 0x14,

    /// <summary>Device type: null.</summary>
    FILE_DEVICE_NULL = 0x15,

    /// <summary>Device type: parallel port.</summary>
    FILE_DEVICE_PARALLEL_PORT = 0x16,

    /// <summary>Device type: physical netcard.</summary>
    FILE_DEVICE_PHYSICAL_NETCARD = 0x17,

    /// <summary>Device type: printer.</summary>
    FILE_DEVICE_PRINTER = 0x18,

    /// <summary>Device type: scanner.</summary>
    FILE_DEVICE_SCANNER = 0x19,

    /// <summary>Device type: serial mouse port.</summary>
    FILE_DEVICE_SERIAL_MOUSE_PORT = 0x1A,

    /// <summary>Device type: serial port.</summary>
    FILE_DEVICE_SERIAL_PORT = 0x1B,

    /// <summary>Device type: screen.</summary>
    FILE_DEVICE_SCREEN = 0x1C,

    /// <summary>Device type: sound.</summary>
    FILE_DEVICE_SOUND = 0x1D,

    /// <summary>Device type: streams.</summary>
    FILE_DEVICE_STREAMS = 0x1E,

    /// <summary>Device type: tape.</summary>
    FILE_DEVICE_TAPE = 0x1F,

    /// <summary>Device type: tape file system.</summary>
    FILE_DEVICE_TAPE_FILE_SYSTEM = 0x20,

    /// <summary>Device type: transport.</summary>
    FILE_DEVICE_TRANSPORT = 0x21,

    /// <summary>A device that fits no other type.</summary>
    FILE_DEVICE_UNKNOWN = 0x22,

    /// <summary>Device type: video.</summary>
    FILE_DEVICE_VIDEO = 0x23,

    /// <summary>Device type: virtual disk.</summary>
    FILE_DEVICE_VIRTUAL_DISK = 0x24,

    /// <summary>Device type: wave in.</summary>
    FILE_DEVICE_WAVE_IN = 0x25,

    /// <summary>Device type: wave out.</summary>
    FILE_DEVICE_WAVE_OUT = 0x26,

    /// <summary>Device type: 8042 port.</summary>
    FILE_DEVICE_8042_PORT = 0x27,

    /// <summary>Device type: network redirector.</summary>
    FILE_DEVICE_NETWORK_REDIRECTOR = 0x28,

    /// <summary>Device type: battery.</summary>
    FILE_DEVICE_BATTERY = 0x29,

    /// <summary>Device type: bus extender.</summary>
    FILE_DEVICE_BUS_EXTENDER = 0x2A,

    /// <summary>Device type: modem.</summary>
    FILE_DEVICE_MODEM = 0x2B,

    /// <summary>Device type: vdm.</summary>
    FILE_DEVICE_VDM = 0x2C,

    /// <summary>Device type: mass storage.</summary>
    FILE_DEVICE_MASS_STORAGE = 0x2D,

    /// <summary>Device type: smb.</summary>
    FILE_DEVICE_SMB = 0x2E,

    /// <summary>Device type: ks.</summary>
    FILE_DEVICE_KS = 0x2F,

    /// <summary>Device type: changer.</summary>
    FILE_DEVICE_CHANGER = 0x30,

    /// <summary>Device type: smartcard.</summary>
    FILE_DEVICE_SMARTCARD = 0x31,

    /// <summary>Device type: acpi.</summary>
    FILE_DEVICE_ACPI = 0x32,

    /// <summary>Device type: dvd.</summary>
    FILE_DEVICE_DVD = 0x33,
}
