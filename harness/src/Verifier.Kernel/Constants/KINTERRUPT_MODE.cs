namespace Verifier.Kernel;

/// <summary>The way in which a device signals its interrupt.</summary>
public enum KINTERRUPT_MODE : uint
{
    /// <summary>A level that stays until the device is served.</summary>
    LevelSensitive = 0,

    /// <summary>An edge.</summary>
    Latched = 1,
}
