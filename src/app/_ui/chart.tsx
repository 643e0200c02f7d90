'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

interface ChartProps {
  /** What is drawn, for those who can not see it; the numbers stand in a table beside it. */
  readonly label: string;
  /** One bar each, from left to right. */
  readonly points: readonly { readonly at: string; readonly value: number }[];
  /** How a value is said, on the axis and on the bar. */
  readonly format: (value: number) => string;
}

/** A bar for each day, hour or kind. */
export function Chart({ label, points, format }: ChartProps) {
  return (
    <figure className="card h-64 p-4" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...points]}
          accessibilityLayer={false}
          margin={{ top: 4, right: 4, bottom: 0, left: 4 }}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            tickLine={false}
            axisLine={false}
            stroke="var(--muted)"
            fontSize={12}
            minTickGap={24}
          />
          <YAxis
            tickFormatter={format}
            tickLine={false}
            axisLine={false}
            stroke="var(--muted)"
            fontSize={12}
            width={64}
          />
          <Tooltip
            cursor={{ fill: 'var(--sunken)' }}
            formatter={(value) => [format(Number(value)), label]}
            contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 8 }}
          />
          <Bar dataKey="value" fill="var(--accent)" radius={[4, 4, 0, 0]} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
