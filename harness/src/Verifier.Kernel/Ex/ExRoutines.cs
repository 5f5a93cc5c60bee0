namespace Verifier.Kernel;

/// <summary>The routine that a timer of ExAllocateTimer calls when it is due, at DISPATCH_LEVEL.</summary>
[DriverRoutine]
public delegate void EXT_CALLBACK(Pointer timer, Pointer context);

/// <summary>The routine that ExDeleteTimer calls when the timer is gone, up to DISPATCH_LEVEL.</summary>
[DriverRoutine]
public delegate void EXT_DELETE_CALLBACK(Pointer context);

/// <summary>A routine that is registered with a callback object, at the IRQL of ExNotifyCallback.</summary>
[DriverRoutine]
public delegate void CALLBACK_FUNCTION(Pointer callbackContext, Pointer argument1, Pointer argument2);

/// <summary>A routine that hears of operations on registry keys, at PASSIVE_LEVEL.</summary>
[DriverRoutine]
public delegate NTSTATUS EX_CALLBACK_FUNCTION(Pointer callbackContext, Pointer argument1, Pointer argument2);
