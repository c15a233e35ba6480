namespace CcDemo.Bench;

/// <summary>How the page fared.</summary>
/// <param name="Arriving">Messages a second that came onto the board.</param>
/// <param name="Shown">New rows a second.</param>
/// <param name="Rows">Rows at the end.</param>
/// <param name="LongestTask">The longest task of the page, in ms; 0 when none took 50 ms.</param>
/// <param name="Blocked">What tasks took beyond 50 ms, in ms a second.</param>
/// <param name="SlowestClick">The longest time from a click to the frame after it, in ms.</param>
/// <param name="MedianClick">The median of these.</param>
/// <param name="Notice">What the page says of what it leaves out.</param>
internal sealed record PageFigures(
    double Arriving, double Shown, int Rows, double LongestTask, double Blocked, double SlowestClick, double MedianClick, string Notice);
